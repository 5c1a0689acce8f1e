using System.Globalization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary>Numbers as tables show them to people: with commas between thousands.</summary>
internal static class Figures
{
    internal static string Of(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    internal static string Of(Tenge sum) => Of(sum.Amount);
}
