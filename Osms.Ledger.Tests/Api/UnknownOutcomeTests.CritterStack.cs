namespace Osms.Ledger.Tests.Api;

/// <summary>Marten writes the event, and commits with the next message: what is cut between them is undone.</summary>
public sealed partial class UnknownOutcomeTests
{
    static partial void InThisEdition(ref bool isCommitted) => isCommitted = false;
}
