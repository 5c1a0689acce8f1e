namespace Osms.Ledger.Tests.Architecture.Controls;

/// <summary>What the types below must not use, each in another place: the rules have to find them all.</summary>
public class ForbiddenException : Exception
{
    internal static int Number { get; } = Environment.ProcessId;
}

internal abstract class UsesInASignature
{
    internal abstract ForbiddenException? Get();
}

internal static class UsesInAMethodBody
{
    internal static int Get() => ForbiddenException.Number;
}

internal static class UsesAsATypeArgument
{
    internal static int Get(object list) => ((IReadOnlyList<IReadOnlyList<ForbiddenException[]>>)list).Count;
}

internal static class UsesInAClosure
{
    internal static Func<int, int> Get(int number) => other => number + other + ForbiddenException.Number;
}

internal static class UsesInACatch
{
    internal static bool Get(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (ForbiddenException)
        {
            return false;
        }
    }
}

internal sealed class UsesByInheriting : ForbiddenException;
