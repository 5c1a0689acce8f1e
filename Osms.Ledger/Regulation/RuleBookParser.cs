using System.Collections.Frozen;
using System.Text.Json;
using Osms.Ledger.Values;

namespace Osms.Ledger.Regulation;

/// <summary>
/// From the rule file to typed figures, refusing gaps, overlaps and anything without citation and trust.
/// </summary>
internal sealed class RuleBookParser(RuleFile file)
{
    private readonly Dictionary<string, Dated<decimal>> _figures = [];

    internal IReadOnlyDictionary<string, Dated<decimal>> AllFigures => _figures;

    /// <summary>A figure that must be there from <paramref name="neededFrom"/> on.</summary>
    internal Dated<decimal> Figure(string name, DateOnly neededFrom)
    {
        if (!file.Figures.TryGetValue(name, out var values))
        {
            throw new RuleDataException($"The rule data has no figure '{name}'.");
        }

        var dated = Read(name, values, value => Number(name, value));
        Covers(name, dated, neededFrom);
        _figures[name] = dated;
        return dated;
    }

    /// <summary>A figure that counts months, between <paramref name="least"/> and <paramref name="most"/>.</summary>
    internal Dated<int> Months(string name, DateOnly neededFrom, int least, int most)
    {
        var figure = Figure(name, neededFrom);
        foreach (var value in figure.Values)
        {
            if (value.Value != decimal.Truncate(value.Value) || value.Value < least || value.Value > most)
            {
                throw new RuleDataException(
                    $"{name} from {value.From:yyyy-MM-dd}: {value.Value} is not {least}…{most} months.");
            }
        }

        return new Dated<int>(figure.Values.Select(v => new DatedValue<int>(v.From, (int)v.Value, v.Cite, v.Trust)));
    }

    internal FrozenDictionary<string, Dated<decimal>> LocalWages(DateOnly neededFrom)
    {
        var wages = file.LocalBaseAverageWage.ToFrozenDictionary(
            pair => pair.Key,
            pair => Read($"localBaseAverageWage.{pair.Key}", pair.Value, v => Number(pair.Key, v)),
            StringComparer.Ordinal);
        if (!wages.TryGetValue("national", out var national))
        {
            throw new RuleDataException("localBaseAverageWage has no 'national' figure for the other regions.");
        }

        Covers("localBaseAverageWage.national", national, neededFrom);
        if (wages.Keys.FirstOrDefault(k => k != "national" && !file.Regions.Names.ContainsKey(k)) is { } stranger)
        {
            throw new RuleDataException($"localBaseAverageWage.{stranger} is not a region.");
        }

        return wages;
    }

    internal IReadOnlyList<RegulationVersion> Regulations()
    {
        var versions = file.Regulations.Select(r =>
        {
            var (cite, trust) = Cited($"regulations.{r.Version_}", r.Cite, r.Trust);
            return new RegulationVersion(r.Version_, r.From, r.Bases, r.Title, cite, trust);
        }).ToArray();
        Ascending("regulations", [.. versions.Select(v => v.From)]);
        if (versions.Length == 0 || versions[0].From != RuleBook.Beginning)
        {
            throw new RuleDataException($"regulations: the first must begin on {RuleBook.Beginning:yyyy-MM-dd}.");
        }

        return versions;
    }

    internal IReadOnlyList<Category> Categories()
    {
        var categories = file.Categories.Select((c, order) =>
        {
            var name = $"categories.{c.Code}";
            var payer = Read(name, c.Payer, value => PayerOf(name, value));
            Covers(name, payer, RuleBook.Beginning);
            return new Category(c.Code, order, payer);
        }).ToArray();
        if (categories.GroupBy(c => c.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new RuleDataException($"categories: {twice.Key} stands twice.");
        }

        return categories;
    }

    internal FrozenDictionary<string, string> Regions()
    {
        Cited("regions", file.Regions.Cite, file.Regions.Trust);
        return file.Regions.Names.ToFrozenDictionary(StringComparer.Ordinal);
    }

    internal FrozenDictionary<string, int> Population()
    {
        Cited("population", file.Population.Cite, file.Population.Trust);
        return file.Population.Persons.ToFrozenDictionary(StringComparer.Ordinal);
    }

    internal FrozenDictionary<PaymentKind, PaymentKindPeriods> PaymentKinds()
    {
        var kinds = new Dictionary<PaymentKind, PaymentKindPeriods>();
        foreach (var k in file.PaymentKinds)
        {
            var name = $"paymentKinds.{k.Code}";
            var (cite, trust) = Cited(name, k.Cite, k.Trust);
            if (!Code<PaymentKind>.TryParse(k.Code, out var kind))
            {
                throw new RuleDataException($"{name} is not a kind of payment.");
            }

            if (!kinds.TryAdd(kind, new(kind, Period(name, k.FirstPeriod), Period(name, k.LastPeriod), cite, trust)))
            {
                throw new RuleDataException($"{name} stands twice.");
            }
        }

        foreach (var kind in Enum.GetValues<PaymentKind>().Where(k => !kinds.ContainsKey(k)))
        {
            throw new RuleDataException($"paymentKinds has no '{Code<PaymentKind>.Of(kind)}'.");
        }

        return kinds.ToFrozenDictionary();
    }

    internal FrozenDictionary<string, string> PaymentPurposes()
    {
        Cited("paymentPurposes", file.PaymentPurposes.Cite, file.PaymentPurposes.Trust);
        return file.PaymentPurposes.Codes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>
    /// Reads the figures nothing has asked for yet, so that a mistake in them is found at start-up too.
    /// </summary>
    internal void Finish()
    {
        foreach (var name in file.Figures.Keys.Where(name => !_figures.ContainsKey(name)))
        {
            _figures[name] = Read(name, file.Figures[name], value => Number(name, value));
        }
    }

    private static Dated<T> Read<T>(string name, RuleFile.Figure[] values, Func<JsonElement, T> value)
    {
        if (values.Length == 0)
        {
            throw new RuleDataException($"{name} has no value.");
        }

        Ascending(name, [.. values.Select(v => v.From)]);
        for (var i = 0; i < values.Length; i++)
        {
            Meets(name, values[i], i + 1 < values.Length ? values[i + 1].From : null);
        }

        return new Dated<T>(values.Select(v =>
        {
            var (cite, trust) = Cited($"{name} from {v.From:yyyy-MM-dd}", v.Cite, v.Trust);
            return new DatedValue<T>(v.From, value(v.Value), cite, trust);
        }));
    }

    private static void Ascending(string name, DateOnly[] days)
    {
        for (var i = 1; i < days.Length; i++)
        {
            if (days[i] <= days[i - 1])
            {
                throw new RuleDataException(
                    $"{name}: the value from {days[i]:yyyy-MM-dd} overlaps the one from {days[i - 1]:yyyy-MM-dd}.");
            }
        }
    }

    private static void Meets(string name, RuleFile.Figure figure, DateOnly? next)
    {
        if (figure.Through is not { } through || through.AddDays(1) == next)
        {
            return;
        }

        var word = next is null || through < next ? "leaves a gap after" : "overlaps what follows";
        throw new RuleDataException($"{name}: the value from {figure.From:yyyy-MM-dd} {word} {through:yyyy-MM-dd}.");
    }

    private static void Covers<T>(string name, Dated<T> figure, DateOnly neededFrom)
    {
        if (figure.From > neededFrom)
        {
            throw new RuleDataException(
                $"{name}: a gap from {neededFrom:yyyy-MM-dd}, where it is needed, to {figure.From:yyyy-MM-dd}.");
        }
    }

    private static (string Cite, string Trust) Cited(string name, string? cite, string? trust)
    {
        if (string.IsNullOrWhiteSpace(cite))
        {
            throw new RuleDataException($"{name} has no citation.");
        }

        return TrustMark.All.Contains(trust)
            ? (cite, trust!)
            : throw new RuleDataException($"{name} has no trust mark ({string.Join(", ", TrustMark.All)}).");
    }

    private static Month? Period(string name, string? text) => text is null ? null
        : Month.TryParse(text, out var month) ? month
        : throw new RuleDataException($"{name}: '{text}' is not a month.");

    private static decimal Number(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number > 0
            ? number
            : throw new RuleDataException($"{name}: {value.GetRawText()} is not a positive number.");

    private static Payer PayerOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Code<Payer>.TryParse(value.GetString(), out var payer)
            ? payer
            : throw new RuleDataException($"{name}: {value.GetRawText()} is not a payer.");
}
