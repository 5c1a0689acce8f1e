namespace Osms.Ledger.Api.Hosting;

/// <summary>The <c>Ledger</c> section of the configuration.</summary>
internal static class LedgerSettings
{
    /// <exception cref="ArgumentException">
    /// A setting is unknown, no value of its kind, or out of range; says which.
    /// </exception>
    internal static LedgerOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Ledger");
        var known = typeof(LedgerOptions).GetProperties()
            .Select(p => p.Name)

            // Set under ConnectionStrings, as everywhere; taken here it would be passed over without a word.
            .Where(name => name != nameof(LedgerOptions.ConnectionString))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in section.GetChildren().Where(s => !known.Contains(s.Key)))
        {
            throw new ArgumentException(
                $"Ledger:{setting.Key} is no setting; there are {string.Join(", ", known.Order())}.");
        }

        try
        {
            return (section.Get<LedgerOptions>() ?? new LedgerOptions()).Validate();
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException($"Ledger: {e.Message}", e);
        }
    }
}
