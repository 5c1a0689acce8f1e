using System.Text;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>What happens to bytes on their way, and what people do to them who mean harm.</summary>
internal static class Damage
{
    private static readonly byte[][] Scraps =
    [
        .. ((string[])
        [
            "\n", "\r\n", "\r", "\t", " ", "\0", "\u0001", "\u001b[2J", "\u007f", "\u0085", "\u2028", "\uFEFF",
            "\u200F", "\u202E", "\u2066", "\u200B", "\u00AD", "Ж", "ә", "😀", "\u0301", "\uFFFE", "\uFFFD", "٣", "９",
            "{", "}", "[", "]", "[[[[[[[[", "\"", "\\", "\\u0000", "\\ud800", "\\udfff\\ud800", "\\u202e", ":", ",",
            ";", "null", "true", "{}", "[]", "\"\"", "0", "-0", "-", "1e999", "1E-400", "0.001", "1e15", "1e16",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "2147483648", "4294967296",
            "99999999999999999999999999999", "0.00000000000000000000000000001", "0000-00-00", "0001-01-01",
            "9999-12-31", "10000-01-01", "2026-02-30", "2024-02-29", "2026-13", "9999-12", "0001-01",
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2026-11-22T10:00:00+14:00",
            "{1:", "{2:", "{4:", "{5:", "-}", ":21:", ":21:1", ":20:", ":32B:", ":32A:", ":32A:261105KZT1,", ":70:",
            ":50:", "/KNP/", "//IDN/", "//PERIOD/", "/ASSIGN/", "/", "KZT999999999999999,99",
            "\"iin\":\"850412499001\",", "\"command\":\"record-care\",", "iin,iin", "reference;iin",
            "'; drop table x;--", "../../etc/passwd", "%00", "${jndi:x}", "<script>",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xF8, 0x88],
        [0x1F, 0x8B], [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3], [0xC6, 0xF0], [0xFF, 0xFE], [0xFE, 0xFF],
    ];

    private static readonly Encoding[] Others =
        [Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1, Cyrillic()];

    /// <param name="original">Left as it is.</param>
    /// <param name="random">Decides what happens.</param>
    /// <param name="others">Pieces of these may get in.</param>
    internal static byte[] Of(byte[] original, Random random, IReadOnlyList<byte[]> others)
    {
        var bytes = original.ToList();
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            One(bytes, random, others);
        }

        return [.. bytes];
    }

    private static void One(List<byte> bytes, Random random, IReadOnlyList<byte[]> others)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 60), bytes.Count - at);
        switch (random.Next(14))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.RemoveRange(at, random.Next(4) == 0 ? 1 : length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 4:
                Swap(bytes, at, random.Next(bytes.Count));
                break;
            case 5:
                Cut(bytes, at, random);
                break;
            case 6 or 7 or 8:
                bytes.InsertRange(at, Scraps[random.Next(Scraps.Length)]);
                break;
            case 9:
                Overwrite(bytes, at, Scraps[random.Next(Scraps.Length)]);
                break;
            case 10 when others.Count > 0:
                var other = others[random.Next(others.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + 80)]);
                break;
            case 11:
                var one = random.Next(2) == 0 ? (byte)'[' : (byte)random.Next(32, 127);
                bytes.InsertRange(at, Enumerable.Repeat(one, random.Next(8) == 0 ? 3_000 : 10));
                break;
            case 12 when random.Next(6) == 0:
                Recode(bytes, random);
                break;
            default:
                Digit(bytes, at, random);
                break;
        }
    }

    private static void Cut(List<byte> bytes, int at, Random random)
    {
        if (random.Next(2) == 0)
        {
            bytes.RemoveRange(at, bytes.Count - at);
        }
        else
        {
            bytes.RemoveRange(0, at);
        }
    }

    private static void Swap(List<byte> bytes, int one, int other) =>
        (bytes[one], bytes[other]) = (bytes[other], bytes[one]);

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        bytes.RemoveRange(at, Math.Min(with.Length, bytes.Count - at));
        bytes.InsertRange(at, with);
    }

    // The next digit becomes another one: what is damaged so still looks right.
    private static void Digit(List<byte> bytes, int at, Random random)
    {
        var found = bytes.FindIndex(at, b => char.IsAsciiDigit((char)b));
        if (found >= 0)
        {
            bytes[found] = (byte)('0' + random.Next(10));
        }
    }

    private static void Recode(List<byte> bytes, Random random)
    {
        var encoding = Others[random.Next(Others.Length)];
        var text = Encoding.UTF8.GetString([.. bytes]);
        bytes.Clear();
        bytes.AddRange(random.Next(2) == 0 ? encoding.GetPreamble() : []);
        bytes.AddRange(encoding.GetBytes(text));
    }

    private static Encoding Cyrillic() => CodePagesEncodingProvider.Instance.GetEncoding(1251).ShouldNotBeNull();
}
