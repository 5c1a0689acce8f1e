using Osms.Ledger.Api.Commands;
using Osms.Ledger.Synthetic;

namespace Osms.Ledger.Api.Bench;

/// <summary>A file to import, and how many rows it has.</summary>
internal sealed record CountryFile(string Path, long Rows)
{
    /// <summary>A payment for everybody in one month, in random order, as CSV.</summary>
    /// <param name="country">Whose people.</param>
    /// <param name="month">After the histories, from 0.</param>
    /// <param name="folder">Where the file is written.</param>
    /// <param name="number">Of the payments: nobody has another of it in that month.</param>
    internal static CountryFile OfPayments(BenchCountry country, int month, string folder, int number = 0)
    {
        var path = System.IO.Path.Combine(folder, $"payments-{month}.csv");
        var order = Enumerable.Range(0, country.People).ToArray();
        new Random(month).Shuffle(order);
        using var buffer = new FileBuffer(path);
        using var files = new CountryFiles(CountryForm.Csv, _ => buffer);
        foreach (var index in order)
        {
            var payment = country.Pay(index, month, number);
            files.Write(new SyntheticPerson(
                country.IinOf(index), default, false, [new Arrival(payment.Period, payment, List: null)]));
        }

        return new CountryFile(path, files.Rows);
    }

    /// <summary>The histories as they came in: what was known at the opening, then month by month.</summary>
    /// <returns>Paths, in the order in which they are to be imported.</returns>
    internal static IReadOnlyList<string> MonthByMonth(
        BenchCountry country, string folder, CancellationToken cancellation)
    {
        var buffers = new SortedDictionary<string, FileBuffer>(StringComparer.Ordinal);
        using var files = new CountryFiles(CountryForm.Ndjson, Open);
        try
        {
            foreach (var person in country.Everybody())
            {
                cancellation.ThrowIfCancellationRequested();
                files.Write(person);
            }
        }
        finally
        {
            foreach (var buffer in buffers.Values)
            {
                buffer.Dispose();
            }
        }

        Check.Equal("Rows written month by month", country.History.Rows, files.Rows);
        return [.. buffers.Values.Select(buffer => buffer.Path)];

        FileBuffer Open(string name) => buffers.TryGetValue(name, out var open)
            ? open
            : buffers[name] = new FileBuffer(System.IO.Path.Combine(folder, name));
    }
}
