"""Makes the event files beside this script, and expected.json: what TensorBoard itself reads from them.

python3 -m venv venv && venv/bin/pip install tensorboard==2.21.0 tensorboardX==2.6.5 numpy && venv/bin/python make.py

All files but this one and README.md are written anew, with another time in them.
"""
import json
import math
import os
import shutil
import socket

import numpy as np
from tensorboard.backend.event_processing import event_accumulator, event_multiplexer
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2, types_pb2
from tensorboard.plugins.hparams import summary_v2 as hparams
from tensorboard.plugins.scalar import summary_v2 as scalar
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboardX import SummaryWriter

HERE = os.path.dirname(os.path.abspath(__file__))
TIME = 1764452000.0


def with_tensorboardx(folder):
    with SummaryWriter(folder) as writer:
        for step in range(1, 6):
            writer.add_scalar("loss/train", 1 / step, step * 100, walltime=TIME + step)
            writer.add_scalars("both", {"a": step, "b": -step}, step, walltime=TIME + step)
            writer.add_histogram("weights", np.arange(50) / step, step, walltime=TIME + step)
        writer.add_scalar("odd/nan", math.nan, 1, walltime=TIME)
        writer.add_scalar("odd/inf", math.inf, 2, walltime=TIME)
        writer.add_scalar("odd/minus inf", -math.inf, 3, walltime=TIME)
        writer.add_scalar("odd/négatif ☃", -2.5e-30, -7, walltime=TIME)
        writer.add_scalar("large step", 4.0, 2**53 + 1, walltime=TIME)
        writer.add_image("picture", np.zeros((3, 8, 8), dtype=np.uint8), 1, walltime=TIME)
        writer.add_text("words", "<img onerror> ../", 1, walltime=TIME)


def tensor(dtype, shape=(), **values):
    dims = [tensor_shape_pb2.TensorShapeProto.Dim(size=size) for size in shape]
    return tensor_pb2.TensorProto(dtype=dtype, tensor_shape=tensor_shape_pb2.TensorShapeProto(dim=dims), **values)


def value(tag, proto, plugin="scalars"):
    metadata = summary_pb2.SummaryMetadata(
        plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name=plugin),
        data_class=summary_pb2.DATA_CLASS_SCALAR if plugin == "scalars" else summary_pb2.DATA_CLASS_TENSOR)
    return summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag=tag, tensor=proto, metadata=metadata)])


def with_tensorboard(folder):
    """As Keras and torch's `new_style=True` do: tensors, in all forms that a number may have."""
    writer = EventFileWriter(folder)

    def add(summary, step):
        writer.add_event(event_pb2.Event(wall_time=TIME + step, step=step, summary=summary))

    half = int(np.float16(0.333).view(np.uint16))
    for step in range(1, 4):
        add(scalar.scalar_pb("epoch_loss", 1.5 / step), step)
        add(summary_pb2.Summary(value=[
            summary_pb2.Summary.Value(tag="accuracy", simple_value=step / 3),
            summary_pb2.Summary.Value(tag="beside it", simple_value=step)]), step)
        add(value("as float_val", tensor(types_pb2.DT_FLOAT, float_val=[step + 0.25])), step)
        add(value("as content", tensor(types_pb2.DT_FLOAT, tensor_content=np.float32(step / 7).tobytes())), step)
        add(value("as double", tensor(types_pb2.DT_DOUBLE, double_val=[step / 7])), step)
        add(value("as double content", tensor(types_pb2.DT_DOUBLE, tensor_content=np.float64(step / 9).tobytes())), step)
        add(value("as half", tensor(types_pb2.DT_HALF, half_val=[half])), step)
        add(value("as half content", tensor(types_pb2.DT_HALF, tensor_content=np.float16(-step / 3).tobytes())), step)
        add(value("as int", tensor(types_pb2.DT_INT32, int_val=[-step])), step)
        add(value("as long", tensor(types_pb2.DT_INT64, int64_val=[step << 40])), step)
        add(value("as long content", tensor(types_pb2.DT_INT64, tensor_content=np.int64(-step).tobytes())), step)
        add(value("one in a list", tensor(types_pb2.DT_FLOAT, (1, 1), float_val=[step])), step)
        add(value("not a number", tensor(types_pb2.DT_FLOAT, float_val=[math.nan])), step)
        add(value("a curve", tensor(types_pb2.DT_FLOAT, (3,), float_val=[1, 2, 3]), "pr_curves"), step)
    add(hparams.hparams_pb({"lr": 0.1}), 0)
    writer.close()


def expected(folder):
    """Of each run the scalars as TensorBoard has them, in its words: [step, value]."""
    everything = {event_accumulator.SCALARS: 0, event_accumulator.TENSORS: 0}
    multiplexer = event_multiplexer.EventMultiplexer(size_guidance=everything).AddRunsFromDirectory(folder).Reload()
    found = {}
    for run, kinds in multiplexer.Runs().items():
        prefix = "" if run == "." else run + "/"
        accumulator = multiplexer.GetAccumulator(run)
        for tag in kinds["tensors"]:
            if accumulator.SummaryMetadata(tag).plugin_data.plugin_name != "scalars":
                continue
            points = [[each.step, number(each.tensor_proto)] for each in multiplexer.Tensors(run, tag)]
            found[prefix + tag] = points
        for tag in kinds["scalars"]:
            found[prefix + tag] = [[each.step, str(each.value)] for each in multiplexer.Scalars(run, tag)]
    return found


def number(proto):
    from tensorboard.util.tensor_util import make_ndarray
    return str(float(make_ndarray(proto).item()))


def main():
    made = {}
    for name, make in {"tensorboardx": with_tensorboardx, "tensorboard": with_tensorboard}.items():
        folder = os.path.join(HERE, name)
        shutil.rmtree(folder, ignore_errors=True)
        make(folder)
        made[name] = expected(folder)
        for parent, _, files in os.walk(folder):
            for file in files:
                plain = ".".join(file.replace(socket.gethostname(), "host").split(".")[:5])
                os.rename(os.path.join(parent, file), os.path.join(parent, plain))
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as out:
        json.dump(made, out, indent=1, ensure_ascii=False, sort_keys=True)


main()
