namespace Osms.Ledger.Tests.Import;

/// <summary>A CSV of payments, for tests that change one thing in it.</summary>
internal static class CsvText
{
    internal const string Header = "reference,iin,kind,period,amount,paid_on,payer";
    internal const string Row = "ZP2610/1,850412300128,employer,2026-10,4250.50,2026-11-05,120440003456";

    internal const string Json = """
        {"command":"record-payment","iin":"850412300128","reference":"ZP2610/1","kind":"employer","period":"2026-10",
         "amount":4250.50,"paidOn":"2026-11-05","payer":"120440003456"}
        """;

    /// <summary>A row in which one column has another value.</summary>
    internal static string With(string column, string value)
    {
        var fields = Row.Split(',');
        fields[Header.Split(',').IndexOf(column)] = value;
        return string.Join(',', fields);
    }
}
