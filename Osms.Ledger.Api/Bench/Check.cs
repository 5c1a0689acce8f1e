namespace Osms.Ledger.Api.Bench;

/// <summary>A measurement measured the wrong thing: the message says what was expected and what was found.</summary>
public sealed class BenchFailedException(string message) : Exception(message);

/// <summary>What a measurement must find, or it is none.</summary>
internal static class Check
{
    internal static void Equal<T>(string what, T expected, T found)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            throw new BenchFailedException($"{what}: expected {expected}, found {found}.");
        }
    }

    internal static void That(string what, bool holds)
    {
        if (!holds)
        {
            throw new BenchFailedException($"{what}.");
        }
    }
}
