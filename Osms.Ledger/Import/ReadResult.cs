using Osms.Ledger.Insured;

namespace Osms.Ledger.Import;

/// <summary>What one JSON object or CSV record is: a command, or everything that keeps it from being one.</summary>
public abstract record ReadResult
{
    private ReadResult()
    {
    }

    /// <summary>A command whose fields are all there and of the right type; its codes are not checked yet.</summary>
    public sealed record Read(InsuredCommand Command) : ReadResult;

    /// <summary>At least one problem.</summary>
    public sealed record Unreadable(IReadOnlyList<FieldProblem> Problems) : ReadResult;
}

/// <summary>
/// What is wrong with one field (empty: with all of it) and what was expected instead. Neither the field
/// nor the detail ever repeats a value that was sent: it could be an IIN.
/// </summary>
/// <param name="Code">Always <see cref="ImportCodes.Unreadable"/>.</param>
/// <param name="Field">As the client writes it.</param>
/// <param name="Detail">A sentence.</param>
public sealed record FieldProblem(string Code, string Field, string Detail)
{
    internal static FieldProblem Of(string field, string detail) => new(ImportCodes.Unreadable, field, detail);
}
