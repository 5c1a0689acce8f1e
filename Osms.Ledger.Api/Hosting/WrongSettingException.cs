namespace Osms.Ledger.Api.Hosting;

/// <summary>A setting with which nothing is started; the message is one sentence that names it.</summary>
internal sealed class WrongSettingException : Exception
{
    public WrongSettingException()
    {
    }

    public WrongSettingException(string message)
        : base(message)
    {
    }

    public WrongSettingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
