using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>What a rebuild writes of one person, folded from their events.</summary>
/// <param name="Iin">Whose.</param>
/// <param name="Version">Of the last event.</param>
/// <param name="Position">Of the last event.</param>
/// <param name="Runs">For <c>coverage</c>.</param>
/// <param name="Facts">For <c>insured_state</c>.</param>
internal sealed record NextRow(string Iin, int Version, long Position, long[] Runs, byte[] Facts)
{
    internal static NextRow Of(string stream, IEnumerable<InsuredEvent> events, long position, RuleBook rules) =>
        Of(Values.Iin.Parse(stream), InsuredState.Fold(events), position, rules);

    internal static NextRow Of(Iin iin, InsuredState state, long position, RuleBook rules) => new(
        iin.Digits, state.Version, position, CoverageRows.Pack(Determination.Of(iin, state, rules), rules),
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

    internal bool IsSame(NextRow other) => (Iin, Version, Position) == (other.Iin, other.Version, other.Position)
        && Runs.AsSpan().SequenceEqual(other.Runs) && Facts.AsSpan().SequenceEqual(other.Facts);
}
