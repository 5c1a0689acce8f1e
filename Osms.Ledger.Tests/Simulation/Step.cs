using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Tests.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>
/// What happens next. Steps hold all their data: any of them can be left out and the others still run.
/// </summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>Writers at once, questions beside them, and perhaps something that gets in their way.</summary>
    internal sealed record AtOnce(
        IReadOnlyList<Writer> Writers, IReadOnlyList<Question> Beside, Disturbance? Disturbed) : Step
    {
        public override string ToString() => string.Join(
            "\n", Writers.Select(w => $"{w}").Concat(Beside.Select(q => $"beside: {q}")).Append($"{Disturbed}")).Trim();
    }

    /// <summary>A file of these commands, with so many lines of nonsense at its end.</summary>
    internal sealed record Import(
        int Service, ImportFormat Format, IReadOnlyList<InsuredCommand> Rows, int Nonsense) : Step
    {
        public override string ToString() =>
            $"service {Service} imports {Format}, {Nonsense} lines of nonsense, {new Part(Rows, true)}";
    }

    internal sealed record Ask(IReadOnlyList<Question> Questions) : Step
    {
        public override string ToString() => string.Join("\n", Questions);
    }

    /// <summary>
    /// Somebody writes something, stands still meanwhile, and in the end commits or does not. Others wait for the same
    /// people all the time.
    /// </summary>
    internal sealed record Stalled(
        StallOf Of, IReadOnlyList<Writer> Waiting, IReadOnlyList<Step> Meanwhile, bool Commits) : Step
    {
        public override string ToString() => string.Join('\n', [
            $"{Of} and stands still", .. Waiting.Select(w => $"waiting: {w}"), "meanwhile",
            .. Meanwhile.Select(step => $"  {step}".ReplaceLineEndings("\n  ")),
            Commits ? "then it commits" : "then it does not commit"]);
    }

    /// <summary>The service ends and starts again, with other options.</summary>
    internal sealed record Restart(int Service, LedgerOptions Options) : Step
    {
        public override string ToString() => $"service {Service} restarts: {ServiceOptions.Text(Options)}";
    }
}

/// <summary>Who stands still.</summary>
internal abstract record StallOf
{
    private StallOf()
    {
    }

    /// <summary>A writer of another program, about somebody new.</summary>
    internal sealed record Stranger(Stall Where, Iin Iin) : StallOf
    {
        public override string ToString() => $"a stranger writes about {Iin.Digits}, {Where},";
    }

    /// <summary>A batch of one of the services, before its commit.</summary>
    internal sealed record Batch(int Service, IReadOnlyList<InsuredCommand> Commands) : StallOf
    {
        public override string ToString() => $"service {Service} writes {new Part(Commands, true)}";
    }
}

/// <summary>Whoever sends these one after the other to one service.</summary>
internal sealed record Writer(int Service, IReadOnlyList<Part> Parts)
{
    public override string ToString() => $"to service {Service}: {string.Join("\n  then ", Parts)}";
}

/// <summary>One command, or several in one transaction.</summary>
internal sealed record Part(IReadOnlyList<InsuredCommand> Commands, bool IsBatch)
{
    public override string ToString() => IsBatch
        ? $"a batch of\n    {string.Join("\n    ", Commands.Select(CommandText.Of))}"
        : CommandText.Of(Commands[0]);
}

/// <summary>What gets in the way of writers.</summary>
internal enum Disturb
{
    /// <summary>The read model is made again.</summary>
    Rebuild,

    /// <summary>The first writer loses its patience and cancels.</summary>
    Cancel,

    /// <summary>All connections of a service to its database break.</summary>
    Cut,

    /// <summary>What a service writes is done, but it is not told so; then its connections break.</summary>
    Silence,

    /// <summary>The service ends and starts again.</summary>
    Restart,

    /// <summary>As <c>kill -9</c> of PostgreSQL.</summary>
    Kill,
}

/// <summary>Something that happens to a service once so many calls have ended and a while has passed.</summary>
internal sealed record Disturbance(Disturb What, int Service, int AfterCalls, double Milliseconds);

/// <summary>How services differ.</summary>
internal static class ServiceOptions
{
    internal static LedgerOptions Random(Random random) => new()
    {
        ImportBatchRows = random.Next(3) == 0 ? random.Next(1, 5) : random.Next(5, 60),
        MaxAttempts = random.Next(4) == 0 ? random.Next(1, 5) : 200,
        SettlePatience = TimeSpan.FromMilliseconds(random.Next(0, 40)),
    };

    internal static string Text(LedgerOptions options) =>
        $"{options.ImportBatchRows} rows, {options.MaxAttempts} attempts, patience {options.SettlePatience}";
}
