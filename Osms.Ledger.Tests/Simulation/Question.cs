using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>What is asked.</summary>
internal enum What
{
    Coverage,
    Explained,
    Timeline,
    History,

    /// <summary>Several people in one batch.</summary>
    Many,
}

/// <summary>As known when; places are shares of what there is when the question is asked.</summary>
internal abstract record When
{
    private When()
    {
    }

    internal sealed record Now : When;

    /// <summary>An old position, and for 1 the newest.</summary>
    internal sealed record Position(double Share) : When;

    /// <summary>The last number that was handed out, which may still be in flight.</summary>
    internal sealed record HandedOut : When;

    /// <summary>A position that nobody will have been given.</summary>
    internal sealed record Ahead : When;

    /// <summary>Around the moment at which an event was recorded.</summary>
    internal sealed record Around(double Share, int Microseconds) : When;

    /// <summary>The server's own time.</summary>
    internal sealed record ThisInstant : When;

    internal sealed record NextHour : When;

    /// <summary>One of the questions that were answered before, at the position of that answer.</summary>
    internal sealed record Again(double Share) : When;
}

/// <summary>A question to one service about a day; the people are one but in a batch.</summary>
internal sealed record Question(int Service, What What, IReadOnlyList<Iin> People, DateOnly Day, When When)
{
    public override string ToString() =>
        $"ask service {Service} {What} of {string.Join(", ", People.Select(p => p.Digits))} on {Day:yyyy-MM-dd}, "
        + $"{When}";
}
