using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// The lists of <c>contributions</c>: <c>--employers</c>, <c>--employer BIN</c>, <c>--remarks</c>. As lines.
/// </summary>
internal sealed class ContributionLists
{
    private readonly Option<bool> _employers = new("--employers")
    {
        Description = "What each employer paid for MONTH, one a line, with who is new and who dropped out.",
    };

    private readonly Option<string?> _employer = new("--employer")
    {
        Description = "The months of the employer with this BIN, one a line; with MONTH its people in that month.",
        HelpName = "BIN",
    };

    private readonly Option<bool> _remarks = new("--remarks")
    {
        Description = "The payments to work through, one a line: short, lump, doubled.",
    };

    private readonly Option<string?> _remark = new("--remark") { Description = "With --remarks: only this one." };
    private readonly Option<FileInfo?> _output = ListLines.Output("a list");

    /// <summary>Gives a verb these options, of which it takes one list.</summary>
    internal void AddTo(Command verb, Argument<Month?> month)
    {
        _remark.AcceptOnlyFromAmong([.. Code<RemarkKind>.All]);
        foreach (var option in (Option[])[_employers, _employer, _remarks, _remark, _output])
        {
            verb.Add(option);
        }

        verb.Validators.Add(parsed =>
        {
            var (employers, employer, remarks) = (
                parsed.GetValue(_employers), parsed.GetValue(_employer), parsed.GetValue(_remarks));
            var wrong = new[] { employers, employer is not null, remarks }.Count(asked => asked) switch
            {
                > 1 => "Name one of --employers, --employer and --remarks.",
                0 when parsed.GetValue(_output) is not null => "--out belongs to a list.",
                _ when employers && parsed.GetValue(month) is null => "--employers needs a MONTH.",
                _ when employer is not null && !FieldValues.IsPayer(employer) =>
                    "--employer is a BIN or an IIN, 12 digits.",
                _ when !remarks && parsed.GetValue(_remark) is not null => "--remark belongs to --remarks.",
                _ => null,
            };
            if (wrong is not null)
            {
                parsed.AddError(wrong);
            }
        });
    }

    /// <summary>A list was asked for.</summary>
    internal bool AreAsked(ParseResult parsed) =>
        parsed.GetValue(_employers) || parsed.GetValue(_employer) is not null || parsed.GetValue(_remarks);

    internal async Task<int> RunAsync(
        ParseResult parsed, Month? month, AsOf knownAt, bool asCsv, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        return (parsed.GetValue(_employer), month) switch
        {
            ({ } payer, { } one) => await ListAsync(
                new MonthOfEmployer(payer, one), EmployersShown.Employees(new MonthOfEmployer(payer, one)), "people"),
            ({ } payer, null) => await WriteAsync(
                part => session.CallAsync(new AskEmployer(payer, part.KnownAt), cancellation),
                EmployersShown.MonthsOf(payer), "months"),
            (null, { } one) when parsed.GetValue(_employers) => await ListAsync(
                new ListEmployers(one), EmployersShown.Employers(one), "employers"),
            _ => await ListAsync(
                new RemarksAsked(month, null, RemarkOf(parsed), All: false), RemarksShown.Form, "remarks"),
        };

        Task<int> ListAsync<TAsked, TRow>(TAsked asked, ListForm<TRow> form, string rows)
            where TAsked : class =>
            WriteAsync(
                part => session.CallAsync(new ListedPart<TAsked, TRow>(asked, part), cancellation), form, rows);

        Task<int> WriteAsync<TRow>(
            Func<ListPart, Task<Answered<ListPage<TRow>>>> ask, ListForm<TRow> form, string rows) =>
            ListLines.WriteAsync(ask, knownAt, form, asCsv, parsed.GetValue(_output), rows, cancellation);
    }

    private RemarkKind? RemarkOf(ParseResult parsed) =>
        parsed.GetValue(_remark) is { } code ? Code<RemarkKind>.Parse(code) : null;
}
