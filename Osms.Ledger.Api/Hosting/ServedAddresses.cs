using System.Globalization;

namespace Osms.Ledger.Api.Hosting;

/// <summary>Where the service is told to listen, checked before anything is started.</summary>
internal static class ServedAddresses
{
    private const string Urls = "urls";

    /// <exception cref="WrongSettingException">One is no address; says which setting and what is allowed.</exception>
    internal static void Check(IConfiguration configuration)
    {
        foreach (var url in Parts(configuration[Urls]))
        {
            CheckUrl(Urls, url);
        }

        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            CheckUrl($"{endpoint.Path}:Url", endpoint["Url"] ?? "");
        }

        foreach (var setting in (string[])["http_ports", "https_ports"])
        {
            foreach (var port in Parts(configuration[setting]))
            {
                if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                {
                    throw new WrongSettingException($"{setting} is out of range; allowed are ports, 0 to 65535.");
                }
            }
        }

        if (configuration.GetSection("Kestrel:Limits").GetChildren().FirstOrDefault() is { } limit)
        {
            throw new WrongSettingException($"{limit.Path} is not read: the limits are settings of Ledger.");
        }
    }

    private static void CheckUrl(string setting, string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);

            // A port that is no number is taken for a part of the host.
            var isHost = address.IsUnixPipe || address.IsNamedPipe || address.Host.StartsWith('[')
                || !address.Host.Contains(':');
            if (isHost && address is { Scheme: "http" or "https", Port: >= 0 and <= ushort.MaxValue })
            {
                return;
            }
        }
        catch (FormatException e)
        {
            throw NoAddress(setting, e);
        }

        throw NoAddress(setting, null);
    }

    private static WrongSettingException NoAddress(string setting, Exception? why) => new(
        $"{setting} is no address to listen on; allowed is http://HOST:PORT, several with ';' between them.", why!);

    private static string[] Parts(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
