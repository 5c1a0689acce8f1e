namespace Osms.Ledger;

/// <summary>How a program writes its log.</summary>
public enum LogFormat
{
    /// <summary>JSON in a container without a terminal, text elsewhere.</summary>
    Auto,

    /// <summary>One line of text an entry, for people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}
