using Osms.Ledger.Budgets;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Import;

/// <summary>
/// What one JSON object or CSV record is: a command or transfer, or everything that keeps it from being one.
/// </summary>
public abstract record ReadResult
{
    private ReadResult()
    {
    }

    /// <summary>A command whose fields are all there and of the right type; its codes are not checked yet.</summary>
    public sealed record Read(InsuredCommand Command) : ReadResult;

    /// <summary>A transfer of a budget, likewise.</summary>
    public sealed record Transfer(RecordTransfer Asked) : ReadResult;

    /// <summary>At least one problem.</summary>
    public sealed record Unreadable(IReadOnlyList<FieldProblem> Problems) : ReadResult
    {
        /// <summary>The code that all problems share, otherwise <see cref="ImportCodes.Unreadable"/>.</summary>
        public string Code =>
            Problems.All(p => p.Code == Problems[0].Code) ? Problems[0].Code : ImportCodes.Unreadable;
    }
}

/// <summary>
/// What is wrong with one field (empty: with all of it) and what was expected instead. Neither the field
/// nor the detail ever repeats a value that was sent: it could be an IIN.
/// </summary>
/// <param name="Code"><see cref="ImportCodes.Unreadable"/>, or the limit that was met.</param>
/// <param name="Field">As the client writes it.</param>
/// <param name="Detail">A sentence.</param>
public sealed record FieldProblem(string Code, string Field, string Detail)
{
    /// <summary>What stands for the problems beyond the limit of a list.</summary>
    public const string More = "There are more problems than are listed here.";

    internal static FieldProblem Of(string field, string detail, string code = ImportCodes.Unreadable) =>
        new(code, field, detail);
}
