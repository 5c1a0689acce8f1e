using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Osms.Ledger.Budgets;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Tests.Import;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Synthetic;

/// <summary>Made-up countries and their files, in memory.</summary>
internal static class Countries
{
    internal const string TransfersFile = "transfers.csv";

    internal static readonly Month Until = new(2026, 10);

    internal static SyntheticCountry Of(ulong seed, int people, int months = 12) =>
        new(seed, people, months, Until, RuleBook.Embedded);

    internal static IEnumerable<SyntheticPerson> Everybody(this SyntheticCountry country) =>
        Enumerable.Range(0, country.People).Select(country.PersonAt);

    internal static IEnumerable<InsuredCommand> Commands(this SyntheticCountry country) =>
        country.Everybody().SelectMany(person => person.Arrivals).Select(arrival => arrival.Command);

    /// <summary>By name, in the order in which they are imported.</summary>
    internal static SortedDictionary<string, byte[]> Files(SyntheticCountry country, CountryForm form)
    {
        var buffers = new SortedDictionary<string, ArrayBufferWriter<byte>>(StringComparer.Ordinal);
        using var files = new CountryFiles(form, Open);
        foreach (var person in country.Everybody())
        {
            files.Write(person);
        }

        files.Finish();
        files.Write(country.Transfers());
        files.Count.ShouldBe(buffers.Count);
        return new(buffers.ToDictionary(file => file.Key, file => file.Value.WrittenSpan.ToArray()), buffers.Comparer);

        ArrayBufferWriter<byte> Open(string name) =>
            buffers.TryGetValue(name, out var buffer) ? buffer : buffers[name] = new ArrayBufferWriter<byte>();
    }

    /// <summary>Of all names and contents.</summary>
    internal static string Digest(SortedDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>What budgets transferred, without files.</summary>
    internal static List<RecordTransfer> Transfers(this SyntheticCountry country)
    {
        var transfers = new CountryTransfers(country, RuleBook.Embedded);
        var states = new CountryStates(RuleBook.Embedded, country.Until.LastDay);
        foreach (var person in country.Everybody())
        {
            transfers.Add(person, states.Of(person));
        }

        return [.. transfers.Sent()];
    }

    /// <summary>Every command of the files, as an import reads them.</summary>
    internal static async Task<List<InsuredCommand>> ReadAsync(SortedDictionary<string, byte[]> files)
    {
        var commands = new List<InsuredCommand>();
        foreach (var (name, content) in files.Where(file => file.Key != TransfersFile))
        {
            var rows = await Importing.Rows(ImportFormats.OfFileName(name)!.Value, content);
            rows.Details().ShouldBeEmpty(name);
            commands.AddRange(rows.Select(row => row.Command.ShouldNotBeNull()));
        }

        return commands;
    }

    /// <summary>Imports all files in the order of their names; nothing is refused.</summary>
    /// <returns>Accepted rows.</returns>
    internal static async Task<long> ImportAsync(OpenLedger ledger, SortedDictionary<string, byte[]> files)
    {
        long accepted = 0;
        foreach (var (name, content) in files)
        {
            using var file = new MemoryStream(content);
            var result = await ImportFileHandler.Handle(
                new ImportFile(file, null, name, OwnKind.Self, "tests"), ledger.Imports, default);
            var report = result.ShouldBeOfType<ImportResult.Done>().Report;
            report.Problems.ShouldBeEmpty(name);
            (report.Refused + report.Unreadable + report.Repeated).ShouldBe(0, name);
            accepted += report.Accepted;
        }

        return accepted;
    }
}
