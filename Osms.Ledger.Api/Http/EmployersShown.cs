using System.Globalization;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What employers paid, as JSON and as CSV; the command line writes the same.</summary>
internal static class EmployersShown
{
    private const string Header = "month,payer,persons,new,droppedOut,payments,amount,refunds,refunded,net";

    internal static ListForm<EmployerMonth> Employers(Month month) => new(
        Header, Of, ToCsv,
        (page, cursor) => new EmployersBody(month, page.Position, [.. page.Rows.Select(Of)], cursor));

    internal static ListForm<EmployerMonth> MonthsOf(string payer) => new(
        Header, MonthOf, ToCsv,
        (page, _) => new EmployerMonthsBody(payer, page.Position, [.. page.Rows.Select(MonthOf)]));

    /// <summary>As CSV a line for each kind, and one without kind for who dropped out.</summary>
    internal static ListForm<Employee> Employees(MonthOfEmployer asked) => new(
        "month,payer,iin,status,kind,amount",
        Of,
        e => string.Join('\n', e.Kinds.Select(k => $"{Code<PaymentKind>.Of(k.Kind)},{k.Amount}").DefaultIfEmpty(",")
            .Select(kind =>
                $"{asked.Month},{asked.Payer},{e.Iin.Digits},{Code<EmployeeStatus>.Of(e.Status)},{kind}")),
        (page, cursor) => new EmployeesBody(
            asked.Payer, asked.Month, page.Position, [.. page.Rows.Select(Of)], cursor));

    private static string ToCsv(EmployerMonth e) => string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Month},{e.Payer},{e.Persons},{e.New},{e.DroppedOut},{e.Payments},{e.Amount},{e.Refunds},{e.Refunded},"
        + $"{e.Amount - e.Refunded}");

    private static EmployerMonthBody MonthOf(EmployerMonth e) => new(
        e.Month, e.Persons, e.New, e.DroppedOut, e.Payments, e.Amount, e.Refunds, e.Refunded, e.Amount - e.Refunded);

    private static EmployerBody Of(EmployerMonth e) => new(
        e.Payer, e.Persons, e.New, e.DroppedOut, e.Payments, e.Amount, e.Refunds, e.Refunded, e.Amount - e.Refunded);

    private static EmployeeBody Of(Employee e) => new(
        e.Iin.Digits, Code<EmployeeStatus>.Of(e.Status),
        [.. e.Kinds.Select(k => new PaidKindBody(Code<PaymentKind>.Of(k.Kind), k.Amount))]);
}
