using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

/// <summary>
/// A real program that uses the server of a data directory until its input ends: this assembly's entry point, and
/// the handle with which tests start and kill it.
/// </summary>
internal sealed class HostedProgram : IDisposable
{
    private readonly Process _process;

    private HostedProgram(Process process) => _process = process;

    public static async Task<int> Main(string[] args)
    {
        await using var server = await EmbeddedPostgres.StartOrAttachAsync(
            new EmbeddedPostgresOptions(args[0]) { Settings = TestSettings.Fast }, NullLogger.Instance, default);
        Console.WriteLine(server.StartedHere ? "started" : "attached");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>Starts one that does not wait for its server.</summary>
    public static HostedProgram Start(string dataDirectory)
    {
        var info = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", typeof(HostedProgram).Assembly.Location, dataDirectory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new HostedProgram(Process.Start(info).ShouldNotBeNull());
    }

    /// <summary>"started" or "attached", once its server is there.</summary>
    public async Task<string?> ReadyAsync() => await _process.StandardOutput.ReadLineAsync();

    /// <summary>Ends it as a user would.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.ExitCode.ShouldBe(0);
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
