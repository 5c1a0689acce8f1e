namespace Osms.Ledger.Projections;

/// <summary>How far a rebuild has come: so many of all in this step.</summary>
public readonly record struct RebuildProgress(string Step, long Done, long Total)
{
    /// <summary>Reading, folding and writing; counted in people.</summary>
    public const string People = "people";

    /// <summary>Keys and what came in meanwhile, checking, and the change of tables.</summary>
    public const string Ending = "keys, checks, swap";
}
