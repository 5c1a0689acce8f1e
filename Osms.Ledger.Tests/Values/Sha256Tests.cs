using System.Buffers.Binary;
using System.Security.Cryptography;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Values;

public sealed class Sha256Tests
{
    [Fact]
    public void It_is_what_the_system_says_for_every_length_around_the_blocks()
    {
        var random = new Random(7);
        for (var length = 0; length <= 300; length++)
        {
            var content = new byte[length];
            random.NextBytes(content);

            Sha256.First64(content).ShouldBe(
                BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(content)), $"{length} bytes");
        }
    }
}
