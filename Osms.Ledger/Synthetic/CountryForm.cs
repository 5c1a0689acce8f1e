namespace Osms.Ledger.Synthetic;

/// <summary>How payments are written; what the form cannot say is in the register of the month.</summary>
public enum CountryForm
{
    /// <summary>One command a line.</summary>
    Ndjson,

    /// <summary>A header and one payment a line.</summary>
    Csv,

    /// <summary>Bank lists: of an employer's people, and of people who pay for themselves.</summary>
    Mt102,
}

/// <summary>The forms by their codes, which are also the ends of the files' names.</summary>
public static class CountryForms
{
    public static IReadOnlyList<string> Codes { get; } = [.. Enum.GetValues<CountryForm>().Select(CodeOf)];

    public static string CodeOf(CountryForm form) => form.ToString().ToLowerInvariant();

    /// <exception cref="ArgumentException">No such code.</exception>
    public static CountryForm OfCode(string code) => Enum.Parse<CountryForm>(code, ignoreCase: true);
}
