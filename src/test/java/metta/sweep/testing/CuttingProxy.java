package metta.sweep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a client and a server of this machine and, once for each time it is asked to, swallows the server's
/// answer to a message that contains a word, and cuts the connection.
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket entrance;
    private final int port;
    private final byte[] word;
    private final AtomicInteger cutsLeft = new AtomicInteger();

    public CuttingProxy(int port, String word) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = port;
        this.word = word.getBytes(StandardCharsets.US_ASCII);
        Thread.ofVirtual().start(this::serve);
    }

    public String host() {
        return "127.0.0.1:" + entrance.getLocalPort();
    }

    /// Lose the answer to the next message with the word.
    public void cutNext() {
        cutsLeft.incrementAndGet();
    }

    /// How many answers are yet to be lost.
    public int cutsLeft() {
        return cutsLeft.get();
    }

    private void serve() {
        try {
            while (true) {
                var client = entrance.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.ofVirtual().start(() -> forward(client, server));
            }
        } catch (IOException _) {
            // The entrance was closed, or the server is gone: clients see it for themselves.
        }
    }

    private void forward(Socket client, Socket server) {
        var swallow = new AtomicInteger();
        try (client;
                server) {
            var back = Thread.ofVirtual().start(() -> answers(client, server, swallow));
            var buffer = new byte[1 << 16];
            for (int n = read(client.getInputStream(), buffer); n > 0; n = read(client.getInputStream(), buffer)) {
                if (contains(buffer, n) && cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    swallow.set(1);
                }
                server.getOutputStream().write(buffer, 0, n);
            }
            server.shutdownOutput();
            back.join();
        } catch (IOException | InterruptedException _) {
            // One of them is gone, which the other sees when both sockets are closed.
        }
    }

    /// An answer that comes says that the server has done its work.
    private static void answers(Socket client, Socket server, AtomicInteger swallow) {
        var buffer = new byte[1 << 16];
        try (client) {
            OutputStream out = client.getOutputStream();
            for (int n = read(server.getInputStream(), buffer); n > 0; n = read(server.getInputStream(), buffer)) {
                if (swallow.get() > 0) {
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        return in.read(buffer);
    }

    private boolean contains(byte[] buffer, int length) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1)
                .contains(new String(word, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
