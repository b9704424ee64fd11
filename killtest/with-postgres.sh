#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, which KT_STORE and PGPASSWORD name, and ends the server after it.
#
#   killtest/with-postgres.sh COMMAND...
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: with-postgres.sh COMMAND..." >&2; exit 2; }
# Debian and others keep the server's programs off the PATH.
bin=$(dirname "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
[ -x "$bin/initdb" ] || { echo "with-postgres: initdb is missing; install the package postgresql" >&2; exit 69; }
place=$(mktemp -d)
# The server refuses to run as root, who therefore lends it the name of the package's user.
as=()
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
    chown postgres "$place"
fi
stop() {
    [ ! -e "$place/data/postmaster.pid" ] || "${as[@]}" "$bin/pg_ctl" -D "$place/data" -m fast -w stop >/dev/null
    rm -rf "$place"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
PGPASSWORD=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
export PGPASSWORD
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cd "$place"
"${as[@]}" sh -c 'umask 077 && cat >secret' <<<"$PGPASSWORD"
"${as[@]}" "$bin/initdb" --no-sync -D "$place/data" --encoding=UTF8 --locale=C --auth=scram-sha-256 --username=metta \
    --pwfile=secret >"$place/initdb.log" 2>&1 || { cat "$place/initdb.log" >&2; exit 1; }
# In a session of its own: a kill test ends what belongs to its run, and Ctrl-C is for the command.
"${as[@]}" setsid "$bin/pg_ctl" -D "$place/data" -w -l "$place/data/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=" start >/dev/null 2>&1 ||
    { cat "$place/data/log" >&2; exit 1; }
cd "$OLDPWD"
export KT_STORE=postgresql://metta@127.0.0.1:$port/postgres
"$@"
