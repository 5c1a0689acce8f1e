using System.Globalization;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>Made-up people, each with a valid IIN of their own, and simple commands about them.</summary>
internal static class People
{
    private static readonly DateOnly FirstBirthday = new(1951, 3, 9);

    /// <summary>A person by number: born on days from 1951 on, every eleventh without a birth century.</summary>
    internal static Iin Person(int number)
    {
        var born = FirstBirthday.AddDays(number % 25_000 * 1_009 % 25_000);
        var century = number % 11 == 10 ? 0 : born.Year < 2000 ? 3 : 5;
        for (var serial = number / 25_000; ; serial += 1_000)
        {
            var first = string.Create(CultureInfo.InvariantCulture, $"{born:yyMMdd}{century}{serial:D4}");
            if (Iin.ControlDigit(first) is { } control)
            {
                return Iin.Parse($"{first}{control}");
            }
        }
    }

    internal static InsuredCommand.GrantCategory Grant(int number) => new(
        Person(number).Digits, "disabled", new DateOnly(2021, 1, 1).AddDays(number), null, "certificate");

    /// <summary>A payment for January 2024 and as many months later as said.</summary>
    internal static InsuredCommand.RecordPayment Payment(
        Iin iin, int month, decimal amount = 4_250m, string? reference = null) => new(
        iin.Digits, reference ?? $"P{month}", "self", new Month(2024, 1) + month, amount, new DateOnly(2024, 1, 15),
        "150140002345");
}
