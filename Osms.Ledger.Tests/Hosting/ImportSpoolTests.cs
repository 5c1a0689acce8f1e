using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

public sealed class ImportSpoolTests : IDisposable
{
    private static readonly string Id = new('a', 64);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osms-spool-");
    private readonly ImportSpool _spool;

    public ImportSpoolTests() => _spool = new ImportSpool(Path.Combine(_directory.FullName, "of", "one"));

    private string[] Files => Directory.GetFiles(Path.Combine(_directory.FullName, "of", "one"));

    [Fact]
    public async Task A_file_is_left_when_its_service_is_gone_and_not_before()
    {
        var file = await ReceiveAsync("all of it");
        _spool.Keep(file, Id);
        _spool.Left().ToList().ShouldBeEmpty();

        file.Dispose();

        var (id, left) = _spool.Left().ToList().ShouldHaveSingleItem();
        id.ShouldBe(Id);
        left.Content.Length.ShouldBe(9);
        left.Delete();
        Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_not_received_whole_is_deleted_once_nobody_receives_it()
    {
        var receiving = await ReceiveAsync("half of");
        _spool.Left().ToList().ShouldBeEmpty();
        Files.Length.ShouldBe(1);

        receiving.Dispose();

        _spool.Left().ToList().ShouldBeEmpty();
        Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_else_put_there_is_left_alone()
    {
        (await ReceiveAsync("x")).Delete();
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "of", "one", "readme"), "mine");

        _spool.Left().ToList().ShouldBeEmpty();
        Files.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_else_can_read_them()
    {
        using var file = await ReceiveAsync("secret");

        if (!OperatingSystem.IsWindows())
        {
            var mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.GetUnixFileMode(Files.ShouldHaveSingleItem()).ShouldBe(mine);
            File.GetUnixFileMode(Path.GetDirectoryName(Files[0])!).ShouldBe(mine | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_sender_that_breaks_off_leaves_nothing()
    {
        await Should.ThrowAsync<InvalidDataException>(_spool.ReceiveAsync(new BrokenOff(), default));
        Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_directory_it_says_so()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "of"), "a file");

        await Should.ThrowAsync<SpoolException>(ReceiveAsync("x"));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task<SpooledFile> ReceiveAsync(string text) =>
        await _spool.ReceiveAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), default);

    private sealed class BrokenOff : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidDataException();
    }
}
