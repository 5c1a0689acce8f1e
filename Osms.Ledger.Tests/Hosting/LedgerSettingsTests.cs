using System.Reflection;
using Microsoft.Extensions.Configuration;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

/// <summary>Every setting that is wrong is named before anything is started.</summary>
public sealed class LedgerSettingsTests
{
    private static readonly PropertyInfo[] Settings =
        [.. typeof(LedgerOptions).GetProperties().Where(p => p.Name != nameof(LedgerOptions.ConnectionString))];

    /// <summary>By reflection: an option that is added without a check fails here.</summary>
    public static TheoryData<string, string> WrongValues()
    {
        var data = new TheoryData<string, string>();
        foreach (var setting in Settings)
        {
            foreach (var value in Wrong(Nullable.GetUnderlyingType(setting.PropertyType) ?? setting.PropertyType))
            {
                data.Add(setting.Name, value);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void A_value_that_is_too_small_too_large_or_no_value_names_its_setting(string name, string value)
    {
        var failure = Should.Throw<WrongSettingException>(() => Read(($"Ledger:{name}", value)));

        failure.Message.ShouldStartWith($"Ledger:{name} ");
        failure.Message.ShouldMatch(value.Length > 3 ? "allowed is |; it is " : ".");
        failure.Message.ShouldEndWith(".");
        failure.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Control_what_is_not_set_or_set_to_its_default_is_right()
    {
        var defaults = new LedgerOptions();
        Read().ShouldBe(defaults);
        var asText = from setting in Settings
                     let value = setting.GetValue(defaults)
                     where value is not null
                     select ($"Ledger:{setting.Name}", $"{value}");
        Read([.. asText]).ShouldBe(defaults);
    }

    [Theory]
    [InlineData("Host=db;Port=x", "ConnectionStrings:Ledger cannot be read")]
    [InlineData("Host=db;Port=99999999999", "ConnectionStrings:Ledger cannot be read")]
    [InlineData("Host=db;Pasword=secret", "ConnectionStrings:Ledger cannot be read")]
    [InlineData("Host=db;Timeout=-1;Password=secret", "ConnectionStrings:Ledger cannot be read")]
    [InlineData("postgres://osms:secret@db/osms", "ConnectionStrings:Ledger cannot be read")]
    [InlineData("secret", "ConnectionStrings:Ledger cannot be read")]
    [InlineData("Database=osms;Password=secret", "ConnectionStrings:Ledger names no Host.")]
    public void A_connection_string_that_is_wrong_is_told_without_its_secrets(string value, string sentence)
    {
        var failure = Should.Throw<WrongSettingException>(() => Read(("ConnectionStrings:Ledger", value)));

        failure.Message.ShouldStartWith(sentence);
        failure.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("urls", "localhost:5000")]
    [InlineData("urls", "http://127.0.0.1:5000;ftp://127.0.0.1:21")]
    [InlineData("urls", "http://127.0.0.1:70000")]
    [InlineData("urls", "http://127.0.0.1:x")]
    [InlineData("Kestrel:Endpoints:First:Url", "5000")]
    [InlineData("http_ports", "80;x")]
    [InlineData("https_ports", "65536")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "1")]
    public void An_address_that_is_none_names_its_setting(string name, string value) =>
        Should.Throw<WrongSettingException>(() => ServedAddresses.Check(Configuration((name, value))))
            .Message.ShouldStartWith($"{name} is ");

    [Theory]
    [InlineData("urls", "http://127.0.0.1:0;http://*:8080;http://[::1]:8080/;http://unix:/tmp/x.sock;https://+")]
    [InlineData("http_ports", "80; 8080")]
    [InlineData("Kestrel:Endpoints:First:Url", "http://localhost:5000")]
    public void Control_addresses_that_are_right_pass(string name, string value) =>
        Should.NotThrow(() => ServedAddresses.Check(Configuration((name, value))));

    private static string[] Wrong(Type type) => type switch
    {
        _ when type == typeof(int) => [$"{int.MinValue}", $"{int.MaxValue}", "many", "1.5"],
        _ when type == typeof(long) => [$"{long.MinValue}", $"{long.MaxValue}", "many", "1.5"],
        _ when type == typeof(double) => [$"{double.MinValue}", $"{double.MaxValue}", "NaN", "many"],
        _ when type == typeof(TimeSpan) => ["-00:00:00.001", "10675198.00:00:00", "soon"],
        _ when type == typeof(bool) => ["2", "maybe"],
        { IsEnum: true } => ["-1", "99", "other"],
        _ when type == typeof(string) => ["  ", "a\0b"],
        _ => throw new InvalidOperationException($"Say here which values of {type} are wrong for every setting."),
    };

    private static LedgerOptions Read(params (string Name, string Value)[] settings) =>
        LedgerSettings.Read(Configuration(settings));

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)))
            .Build();
}
