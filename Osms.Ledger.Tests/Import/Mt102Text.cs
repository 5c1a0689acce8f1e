namespace Osms.Ledger.Tests.Import;

/// <summary>
/// A list as a bank writes it: eleven lines of header, the first person's <c>:21:</c> on line 12, four lines a person.
/// </summary>
internal sealed record Mt102Text
{
    internal const string Sender = "120440003456";
    internal const string Ivan = "850412300128";
    internal const string Dana = "910702400131";

    internal string Reference { get; init; } = ":20:ZP2610";

    internal string SenderField { get; init; } = $"/IDN/{Sender}";

    internal string Purpose { get; init; } = "/KNP/122";

    internal string Total { get; init; } = ":32A:261105KZT7000,";

    internal string End { get; init; } = "-}";

    internal string[] People { get; init; } = [Person(1, Ivan, "4250,"), Person(2, Dana, "2750,")];

    internal static string Person(int number, string iin, string amount, string period = "102026") =>
        $":21:{number}\n:32B:KZT{amount}\n:70://FM/Ахметов//NM/Ерлан//DT/19850412\n//IDN/{iin}//PERIOD/{period}";

    public override string ToString() => $$"""
        {1:F01K059140000000010001000117}{2:I102SGROSS000000U3003}{4:
        {{Reference}}
        :50:/D/KZ869261501100000117
        /NAME/ТОО "Самал"
        {{SenderField}}
        :59:KZ92009MEDS368609103
        /IDN/160440007161
        :70:/NUM/117
        /DATE/261105
        {{Purpose}}
        /ASSIGN/Взносы за октябрь /KNP/999 /IDN/111111111111
        {{string.Join("\n", People)}}
        {{Total}}
        {{End}}

        """;
}
