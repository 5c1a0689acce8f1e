using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>A disk that is soon full: a small file system in memory, mounted over a directory.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    private string Filler => Path.Combine(_path, "filler");

    /// <summary>Moves what the directory holds onto a disk with so much room beside it.</summary>
    /// <remarks>Mounting is for root alone: as another user the test fails and says so.</remarks>
    internal static async Task<SmallDisk> UnderAsync(string directory, int freeMegabytes)
    {
        Environment.IsPrivilegedProcess.ShouldBeTrue(
            "A test of a full disk mounts a small one, for which it must run as root (in CI it does).");
        var aside = directory + ".aside";
        Directory.Move(directory, aside);
        await RunAsync("install", "-d", directory);
        var size = new DirectoryInfo(aside).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        var megabytes = (size >> 20) + freeMegabytes;
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", directory);
        var disk = new SmallDisk(directory);
        // With its owner and mode.
        await RunAsync("cp", "-pRT", aside, directory);
        Directory.Delete(aside, recursive: true);
        return disk;
    }

    /// <summary>Until nothing more can be written.</summary>
    internal void Fill()
    {
        using var file = new FileStream(
            Filler, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, BufferSize = 0 });
        foreach (var size in (int[])[1 << 20, 1 << 12, 1])
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // No piece of this size fits any more.
                continue;
            }
        }
    }

    internal void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", _path);
        Directory.Delete(_path);
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        var answer = await ChildProcess.RunAsync(
            [ChildProcess.Find(command).ShouldNotBeNull(command), .. arguments], default);
        answer.Succeeded.ShouldBeTrue($"{command}: {answer.Complaint}");
    }
}
