using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

public sealed class OsLockTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("osms-lock-").FullName;

    private string File => Path.Combine(_root, "lock");

    [Fact]
    public void Alone_means_alone()
    {
        using var held = OsLock.TryAlone(File).ShouldNotBeNull();

        OsLock.TryAlone(File).ShouldBeNull();
        OsLock.TryTogether(File).ShouldBeNull();
    }

    [Fact]
    public void Many_hold_it_together_and_nobody_alone_until_all_have_let_go()
    {
        var first = OsLock.TryTogether(File).ShouldNotBeNull();
        var second = OsLock.TryTogether(File).ShouldNotBeNull();

        OsLock.TryAlone(File).ShouldBeNull();
        first.Dispose();
        OsLock.TryAlone(File).ShouldBeNull();
        second.Dispose();
        using var alone = OsLock.TryAlone(File).ShouldNotBeNull();
    }

    [Fact]
    public async Task Waiting_for_it_ends_with_the_holder_or_with_patience()
    {
        var held = OsLock.TryAlone(File).ShouldNotBeNull();
        await Should.ThrowAsync<TimeoutException>(
            () => OsLock.AloneAsync(File, TimeSpan.FromMilliseconds(60), default));

        var waiting = OsLock.AloneAsync(File, TimeSpan.FromMinutes(1), default);
        held.Dispose();

        using var mine = await waiting;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
