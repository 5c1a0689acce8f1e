namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// The program's own PostgreSQL cannot be used; the message is one sentence for the user that says what to do next,
/// followed by the last lines of the server's log where there are any.
/// </summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException()
    {
    }

    public EmbeddedPostgresException(string message)
        : base(message)
    {
    }

    public EmbeddedPostgresException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
