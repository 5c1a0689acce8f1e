using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>What the read model keeps of one person after their last event, as it is stored.</summary>
/// <param name="Iin">Whose.</param>
/// <param name="Version">Of the last event.</param>
/// <param name="Position">Of the last event.</param>
/// <param name="Runs">For <c>coverage</c>.</param>
/// <param name="Facts">For <c>insured_state</c>.</param>
internal sealed record ReadModelRow(string Iin, int Version, long Position, long[] Runs, byte[] Facts)
{
    /// <param name="iin">Whose.</param>
    /// <param name="state">After the last event.</param>
    /// <param name="register">Of that state.</param>
    /// <param name="position">Of that event.</param>
    /// <param name="rules">The law.</param>
    internal static ReadModelRow Of(
        Iin iin, InsuredState state, Register register, long position, RuleBook rules) => new(
        iin.Digits, state.Version, position, CoverageRows.Pack(Determination.Of(iin, state, register, rules), rules),
        InsuredStateCodec.Encode(state));

    /// <summary>As rows of both tables.</summary>
    internal void AddTo(CopyRows states, CopyRows coverage, int rulesTag)
    {
        states.Row(3);
        states.Text(Iin);
        states.Bigint(Version);
        states.Bytes(Facts);
        coverage.Row(5);
        coverage.Text(Iin);
        coverage.Bigint(Version);
        coverage.Bigint(Position);
        coverage.Bigints(Runs);
        coverage.Integer(rulesTag);
    }

    internal bool IsSame(ReadModelRow other) => (Iin, Version, Position) == (other.Iin, other.Version, other.Position)
        && Runs.AsSpan().SequenceEqual(other.Runs) && Facts.AsSpan().SequenceEqual(other.Facts);
}
