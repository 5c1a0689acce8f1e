using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Osms.Ledger.Values;

/// <summary>
/// SHA-256 (FIPS 180-4), by hand for what fits into one block, as references do: every fact hashes one, and the call
/// into the system's library costs more than the hash itself.
/// </summary>
internal static class Sha256
{
    private const int BlockSize = 64;
    private const uint First = 0x6a09e667;
    private const uint Second = 0xbb67ae85;

    [ThreadStatic]
    private static IncrementalHash? _system;

    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The first 8 bytes of the hash, as a little-endian number.</summary>
    internal static ulong First64(ReadOnlySpan<byte> content)
    {
        if (content.Length < BlockSize - sizeof(ulong))
        {
            return First64OfOneBlock(content);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var system = _system ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        system.AppendData(content);
        system.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private static ulong First64OfOneBlock(ReadOnlySpan<byte> content)
    {
        // The content, a bit that ends it, and at the end of the block its length in bits.
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        content.CopyTo(block);
        block[content.Length] = 0x80;
        block[^1] = (byte)(8 * content.Length & 0xFF);
        block[^2] = (byte)(8 * content.Length >> 8);
        Span<uint> schedule = stackalloc uint[Constants.Length];
        unchecked
        {
            for (var i = 0; i < BlockSize / sizeof(uint); i++)
            {
                schedule[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(sizeof(uint) * i)..]);
            }

            for (var i = BlockSize / sizeof(uint); i < schedule.Length; i++)
            {
                var (x, y) = (schedule[i - 15], schedule[i - 2]);
                schedule[i] = schedule[i - 16] + schedule[i - 7]
                    + (Turned(x, 7) ^ Turned(x, 18) ^ (x >> 3)) + (Turned(y, 17) ^ Turned(y, 19) ^ (y >> 10));
            }

            var (a, b, c, d) = (First, Second, 0x3c6ef372u, 0xa54ff53au);
            var (e, f, g, h) = (0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u);
            for (var i = 0; i < schedule.Length; i++)
            {
                var one = h + (Turned(e, 6) ^ Turned(e, 11) ^ Turned(e, 25)) + (g ^ (e & (f ^ g)))
                    + Constants[i] + schedule[i];
                var two = (Turned(a, 2) ^ Turned(a, 13) ^ Turned(a, 22)) + ((a & b) | (c & (a | b)));
                (h, g, f, e) = (g, f, e, d + one);
                (d, c, b, a) = (c, b, a, one + two);
            }

            return BinaryPrimitives.ReverseEndianness(((ulong)(First + a) << 32) | (Second + b));
        }
    }

    private static uint Turned(uint value, int bits) => BitOperations.RotateRight(value, bits);
}
