using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Commands hide their IIN when printed; in tests it is made up and worth seeing.</summary>
internal static class CommandText
{
    internal static string Of(InsuredCommand command) => string.Join(
        ", ", command.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0)
            .Select(p => (p.Name, Value: p.GetValue(command))).Where(p => p.Value is not null)
            .Select(p => $"{p.Name} {p.Value}").Prepend(command.GetType().Name));
}
