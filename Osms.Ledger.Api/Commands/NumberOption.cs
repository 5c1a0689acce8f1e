using System.CommandLine;
using System.Globalization;

namespace Osms.Ledger.Api.Commands;

/// <summary>Options that are whole numbers within bounds.</summary>
internal static class NumberOption
{
    internal static Option<int> Of(string name, string description, int usually, int least, int most) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usually,
        CustomParser = result =>
        {
            var isNumber = int.TryParse(
                result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            if (!isNumber || number < least || number > most)
            {
                result.AddError($"{name} is a number from {least} to {most}.");
            }

            return number;
        },
    };
}
