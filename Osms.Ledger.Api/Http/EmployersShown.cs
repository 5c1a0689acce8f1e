using System.Globalization;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What employers paid, as JSON and as CSV; the command line writes the same.</summary>
internal static class EmployersShown
{
    internal static ListForm<EmployerMonth> Employers(Month month) => new(
        "month,payer,persons,new,droppedOut,payments,amount,refunds,refunded,net",
        Of,
        e => string.Create(
            CultureInfo.InvariantCulture,
            $"{e.Month},{e.Payer},{e.Persons},{e.New},{e.DroppedOut},{e.Payments},{e.Amount},{e.Refunds},{e.Refunded},"
            + $"{e.Amount - e.Refunded}"),
        (page, cursor) => new EmployersBody(month, page.Position, [.. page.Rows.Select(Of)], cursor));

    internal static EmployerMonthsBody Months(string payer, ListPage<EmployerMonth> months) => new(
        payer, months.Position,
        [.. months.Rows.Select(e => new EmployerMonthBody(
            e.Month, e.Persons, e.New, e.DroppedOut, e.Payments, e.Amount, e.Refunds, e.Refunded,
            e.Amount - e.Refunded))]);

    /// <summary>As CSV a line for each kind, and one without kind for who dropped out.</summary>
    internal static ListForm<Employee> Employees(MonthOfEmployer asked) => new(
        "month,payer,iin,status,kind,amount",
        Of,
        e => string.Join('\n', e.Kinds.Select(k => $"{Code<PaymentKind>.Of(k.Kind)},{k.Amount}").DefaultIfEmpty(",")
            .Select(kind =>
                $"{asked.Month},{asked.Payer},{e.Iin.Digits},{Code<EmployeeStatus>.Of(e.Status)},{kind}")),
        (page, cursor) => new EmployeesBody(
            asked.Payer, asked.Month, page.Position, [.. page.Rows.Select(Of)], cursor));

    private static EmployerBody Of(EmployerMonth e) => new(
        e.Payer, e.Persons, e.New, e.DroppedOut, e.Payments, e.Amount, e.Refunds, e.Refunded, e.Amount - e.Refunded);

    private static EmployeeBody Of(Employee e) => new(
        e.Iin.Digits, Code<EmployeeStatus>.Of(e.Status),
        [.. e.Kinds.Select(k => new PaidKindBody(Code<PaymentKind>.Of(k.Kind), k.Amount))]);
}
