using System.Buffers.Binary;
using System.Text;

namespace Osms.Ledger.Tests.Telemetry;

/// <summary>A field of a protobuf message: a number, or bytes that are a text or a message in turn.</summary>
internal readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    internal string Text => Encoding.UTF8.GetString(Bytes.Span);

    internal double Double => BitConverter.UInt64BitsToDouble(Value);
}

/// <summary>Just as much of protobuf's wire format as it takes to read what a collector is sent.</summary>
internal static class Protobuf
{
    /// <summary>The fields with this number.</summary>
    internal static IEnumerable<ProtobufField> Fields(ReadOnlyMemory<byte> message, int number) =>
        Read(message).Where(field => field.Number == number);

    /// <summary>The messages that are reached by going down along these numbers.</summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> Down(ReadOnlyMemory<byte> message, params int[] numbers) =>
        numbers.Aggregate(
            (IEnumerable<ReadOnlyMemory<byte>>)[message],
            (messages, number) => messages.SelectMany(one => Fields(one, number)).Select(field => field.Bytes));

    private static List<ProtobufField> Read(ReadOnlyMemory<byte> message)
    {
        var fields = new List<ProtobufField>();
        while (message.Length > 0)
        {
            var key = Varint(ref message);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields.Add(new ProtobufField(number, Varint(ref message), default));
                    break;
                case 1:
                    fields.Add(new ProtobufField(
                        number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8).Span), default));
                    break;
                case 2:
                    var length = (int)Varint(ref message);
                    fields.Add(new ProtobufField(number, 0, Take(ref message, length)));
                    break;
                case 5:
                    fields.Add(new ProtobufField(
                        number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4).Span), default));
                    break;
                default:
                    throw new InvalidDataException($"There is no wire type {key & 7}.");
            }
        }

        return fields;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref message, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> message, int length)
    {
        var taken = message[..length];
        message = message[length..];
        return taken;
    }
}
