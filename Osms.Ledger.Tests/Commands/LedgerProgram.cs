using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Commands;

/// <summary>What a run of the program wrote and how it ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, for messages and searches.</summary>
    internal string All => $"exit code {ExitCode}\n{Output}\n{Error}";

    internal Ended ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, All);
        return this;
    }
}

/// <summary>The program as a user starts it, as a process of its own.</summary>
internal sealed partial class LedgerProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LedgerProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Heard(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Heard(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The most memory it has had so far, as the system counts it.</summary>
    internal long PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 >> 20;
        }
    }

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="settings">
    /// Environment variables: <c>Ledger__DataDirectory</c>, <c>ConnectionStrings__Ledger</c> ….
    /// </param>
    /// <param name="args">The verb and what belongs to it.</param>
    internal static async Task<Ended> RunAsync((string Name, string Value)[] settings, params string[] args)
    {
        using var program = Start(settings, args);
        return await program.EndAsync();
    }

    internal static LedgerProgram Start((string Name, string Value)[] settings, params string[] args)
    {
        var info = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", typeof(Service).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var own in info.Environment.Keys.Where(IsASetting).ToList())
        {
            info.Environment.Remove(own);
        }

        foreach (var (name, value) in settings)
        {
            info.Environment[name] = value;
        }

        return new LedgerProgram(Process.Start(info).ShouldNotBeNull());
    }

    /// <summary>The address, once it says where it listens.</summary>
    internal async Task<Uri> ListeningAsync()
    {
        var first = await Task.WhenAny(_listening.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        first.ShouldBe(_listening.Task, Wrote());
        return new Uri(await _listening.Task);
    }

    /// <summary>Sends a signal by its name: TERM, INT.</summary>
    internal async Task SignalAsync(string name)
    {
        var kill = ChildProcess.Find("kill").ShouldNotBeNull();
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        (await ChildProcess.RunAsync([kill, $"-{name}", id], default)).Succeeded.ShouldBeTrue();
    }

    /// <summary>As <c>kill -9</c>.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    internal async Task<Ended> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            // Also waits for the last lines of both streams.
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The program has not ended after {Patience.TotalMinutes} minutes: {Wrote()}");
        }

        return new Ended(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static bool IsASetting(string variable) =>
        variable.StartsWith("Ledger__", StringComparison.Ordinal)
        || variable.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
        || variable.StartsWith("OTEL_", StringComparison.Ordinal)
        || variable == "DOTNET_RUNNING_IN_CONTAINER";

    /// <summary>What it has written until now, for messages.</summary>
    internal string Wrote()
    {
        lock (_output)
        {
            return $"{_output}\n{_error}";
        }
    }

    private void Heard(StringBuilder stream, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            stream.Append(line).Append('\n');
        }

        if (Greeting().Match(line) is { Success: true } greeting)
        {
            _listening.TrySetResult(greeting.Groups[1].Value);
        }
    }

    // As text, or as a field of an entry in JSON.
    [GeneratedRegex("(?:^Listening on |\"Url\":\")(http[^\"]+)")]
    private static partial Regex Greeting();
}
