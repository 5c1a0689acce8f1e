using System.Globalization;
using System.Text;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The settings file that the program owns and writes anew at every start.</summary>
internal static class ServerSettings
{
    public const string FileName = "osms.conf";

    private const long Megabyte = 1024 * 1024;

    public static string Text(ServerAddress address, IReadOnlyDictionary<string, string> overrides)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = address.IsSocket ? "" : address.Host,
            ["port"] = address.Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] =
                address.IsSocket ? $"\"{address.Host.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : "",
            ["unix_socket_permissions"] = "0700",
            ["cluster_name"] = "osms-ledger",
            ["max_connections"] = "100",
            ["shared_buffers"] = $"{SharedBuffers()}MB",
            ["max_wal_size"] = "4GB",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
            ["log_line_prefix"] = "%m [%p] ",
            ["log_min_messages"] = "warning",
            // The values of a failed statement are people's numbers: neither it nor its details are logged.
            ["log_min_error_statement"] = "panic",
            ["log_error_verbosity"] = "terse",
        };
        foreach (var (name, value) in overrides)
        {
            settings[name] = value;
        }

        var text = new StringBuilder("# Written anew at every start; ALTER SYSTEM goes before what is here.\n");
        foreach (var (name, value) in settings)
        {
            text.Append(name).Append(" = '").Append(Escape(value)).Append("'\n");
        }

        return text.ToString();
    }

    // An eighth of a small machine (or of a container's limit), a quarter of a gigabyte on the others.
    private static long SharedBuffers() =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / Megabyte, 16, 256);

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
}
