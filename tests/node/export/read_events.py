"""Prints the events of a file as JSON lines: read by protobuf's own library, its frames by their checksums.

read_events.py FILE     the messages are declared here by the numbers of TensorFlow's event.proto and summary.proto
"""
import json
import struct
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

DOUBLE, FLOAT, INT64, STRING, MESSAGE = 1, 2, 3, 9, 11
MESSAGES = {
    "Histogram": [("min", 1, DOUBLE), ("max", 2, DOUBLE), ("num", 3, DOUBLE), ("sum", 4, DOUBLE), ("sum_squares", 5, DOUBLE),
                  ("bucket_limit", 6, [DOUBLE]), ("bucket", 7, [DOUBLE])],
    "Value": [("tag", 1, STRING), ("simple_value", 2, FLOAT), ("histo", 5, "Histogram")],
    "Summary": [("value", 1, ["Value"])],
    "Event": [("wall_time", 1, DOUBLE), ("step", 2, INT64), ("file_version", 3, STRING), ("summary", 5, "Summary")],
}


def event_class():
    file = descriptor_pb2.FileDescriptorProto(name="events.proto", package="events", syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for key, number, kind in fields:
            is_list = isinstance(kind, list)
            kind = kind[0] if is_list else kind
            field = message.field.add(name=key, number=number, label=3 if is_list else 1)
            field.type = MESSAGE if isinstance(kind, str) else kind
            if isinstance(kind, str):
                field.type_name = f".events.{kind}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    descriptor = pool.FindMessageTypeByName("events.Event")
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283
Event = event_class()
content = open(sys.argv[1], "rb").read()
at = 0
while at < len(content):
    head = content[at:at + 8]
    length, = struct.unpack("<Q", head)
    assert struct.unpack("<I", content[at + 8:at + 12])[0] == masked(head), "the length's checksum"
    data = content[at + 12:at + 12 + length]
    assert struct.unpack("<I", content[at + 12 + length:at + 16 + length])[0] == masked(data), "the record's checksum"
    at += 16 + length
    event = Event.FromString(data)
    values = {}
    for value in event.summary.value:
        if value.HasField("histo"):
            histo = value.histo
            values[value.tag] = {"min": histo.min, "max": histo.max, "num": histo.num, "limits": list(histo.bucket_limit),
                                 "counts": list(histo.bucket)}
        else:
            values[value.tag] = value.simple_value
    print(json.dumps({"version": event.file_version, "step": event.step, "time": event.wall_time, "values": values}))
