using System.Reflection;
using Npgsql;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The <c>Ledger</c> section of the configuration and the connection string, checked as a whole.</summary>
internal static class LedgerSettings
{
    // Set under ConnectionStrings, as everywhere; taken here it would be passed over without a word.
    private static readonly Dictionary<string, PropertyInfo> Known = typeof(LedgerOptions).GetProperties()
        .Where(property => property.Name != nameof(LedgerOptions.ConnectionString))
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="WrongSettingException">
    /// A setting is unknown, no value of its kind, or out of range; says which and what is allowed.
    /// </exception>
    internal static LedgerOptions Read(IConfiguration configuration)
    {
        CheckConnection(configuration[LedgerDatabase.ConnectionSetting]);
        var section = configuration.GetSection("Ledger");
        foreach (var setting in section.GetChildren())
        {
            Check(setting);
        }

        try
        {
            return (section.Get<LedgerOptions>() ?? new LedgerOptions()).Validate();
        }
        catch (ArgumentException e)
        {
            throw new WrongSettingException(e.Message, e);
        }
    }

    private static void Check(IConfigurationSection setting)
    {
        if (!Known.TryGetValue(setting.Key, out var property))
        {
            throw new WrongSettingException(
                $"Ledger:{setting.Key} is no setting; there are {string.Join(", ", Known.Keys.Order())}.");
        }

        try
        {
            setting.Get(property.PropertyType);
        }
        catch (InvalidOperationException e)
        {
            throw new WrongSettingException(
                $"Ledger:{property.Name} cannot be read; it is {Kind(property.PropertyType)}.", e);
        }
    }

    // Neither the value nor the driver's complaint is repeated: both may hold a password.
    private static void CheckConnection(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        try
        {
            if (string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host))
            {
                throw new WrongSettingException($"{LedgerDatabase.ConnectionSetting} names no Host.");
            }
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException
            or InvalidCastException or OverflowException)
        {
            var word = e is ArgumentException { ParamName: { Length: > 0 } wrong } ? $" ({wrong} is wrong)" : "";
            throw new WrongSettingException(
                $"{LedgerDatabase.ConnectionSetting} cannot be read{word}; it is "
                + "Host=…;Port=…;Database=…;Username=…;Password=….",
                e);
        }
    }

    private static string Kind(Type type) => Nullable.GetUnderlyingType(type) is { } inner
        ? Kind(inner)
        : type switch
        {
            { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type).Select(n => n.ToLowerInvariant()))}",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(TimeSpan) => "a time, written hh:mm:ss",
            _ => "a whole number",
        };
}
