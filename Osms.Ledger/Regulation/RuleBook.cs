using System.Collections.Frozen;
using System.Text;
using Osms.Ledger.Values;

namespace Osms.Ledger.Regulation;

/// <summary>
/// The law as data: every figure dated and cited, the regulations R1…R4, categories, regions and kinds of payment.
/// Read once at start-up; <see cref="Digest"/> names it in every answer.
/// </summary>
public sealed class RuleBook
{
    /// <summary>The day OSMS began: before it nobody is insured and no month is counted.</summary>
    public static readonly DateOnly Beginning = new(2020, 1, 1);

    private static readonly Lazy<RuleBook> EmbeddedBook = new(() => Parse(StrictJson.Embedded("parameters.json")));

    private readonly RuleBookParser _read;
    private readonly Dated<Tenge> _selfRequirement;
    private readonly Dated<Tenge> _entrepreneurRequirement;

    private RuleBook(byte[] utf8)
    {
        _read = new RuleBookParser(RuleFile.Read(utf8));
        Digest = RuleDigest.Of(utf8);
        MinimumWage = _read.Figure("minimumWage", Beginning);
        SelfPayerRate = _read.Figure("selfPayerRate", Beginning);
        SelfPayerBaseMinimumWages = _read.Figure("selfPayerBaseMinimumWages", Beginning);
        EntrepreneurRate = _read.Figure("entrepreneurRate", Beginning);
        EntrepreneurBaseMinimumWages = _read.Figure("entrepreneurBaseMinimumWages", Beginning);
        StateRate = _read.Figure("stateRate", Beginning);
        StateBaseAverageWage = _read.Figure("stateBaseAverageWage", Beginning);
        Regulations = _read.Regulations();
        Categories = _read.Categories();
        CategoryByCode = Categories.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);
        Regions = _read.Regions();
        Population = _read.Population();
        PaymentKinds = _read.PaymentKinds();
        PaymentPurposes = _read.PaymentPurposes();

        // A figure is needed from the first day on which a regulation can ask for it.
        GraceMonths = _read.Months("graceMonths", FirstDayOf(Basis.Contributions), 1, 12);
        RetrospectiveMonths = _read.Months("retrospectiveMonths", FirstDayOf(Basis.Contributions), 1, 24);
        ProspectiveMonths = _read.Months("prospectiveMonths", FirstDayOf(Basis.PrepaidYear), 1, 24);
        LongGraceMonths = _read.Months("longGraceMonths", FirstDayOf(Basis.Welfare), 1, 12);
        LongGraceAfterPaidMonths = _read.Months("longGraceAfterPaidMonths", LongGraceMonths.From, 1, 64);
        LocalRate = _read.Figure("localRate", FirstDayOf(Basis.Welfare));
        LocalBaseAverageWage = _read.LocalWages(LocalRate.From);
        _read.Finish();
        Eras = Era.Of(this);
        _selfRequirement = Product(SelfPayerRate, SelfPayerBaseMinimumWages);
        _entrepreneurRequirement = Product(EntrepreneurRate, EntrepreneurBaseMinimumWages);
    }

    /// <summary>The rule data this program was built with.</summary>
    public static RuleBook Embedded => EmbeddedBook.Value;

    /// <summary>Names the data and the way it is applied; an answer with another digest may differ.</summary>
    public string Digest { get; }

    /// <summary>Minimum wage (МЗП), tenge a month.</summary>
    public Dated<decimal> MinimumWage { get; }

    public Dated<decimal> SelfPayerRate { get; }

    public Dated<decimal> SelfPayerBaseMinimumWages { get; }

    public Dated<decimal> EntrepreneurRate { get; }

    public Dated<decimal> EntrepreneurBaseMinimumWages { get; }

    public Dated<decimal> StateRate { get; }

    /// <summary>Base of the state's contribution, tenge a month for one person.</summary>
    public Dated<decimal> StateBaseAverageWage { get; }

    public Dated<decimal> LocalRate { get; }

    /// <summary>By KATO code of the region; <c>national</c> for regions without a figure of their own.</summary>
    public IReadOnlyDictionary<string, Dated<decimal>> LocalBaseAverageWage { get; }

    public Dated<int> GraceMonths { get; }

    public Dated<int> LongGraceMonths { get; }

    public Dated<int> LongGraceAfterPaidMonths { get; }

    public Dated<int> RetrospectiveMonths { get; }

    public Dated<int> ProspectiveMonths { get; }

    public IReadOnlyList<RegulationVersion> Regulations { get; }

    /// <summary>The days from <see cref="Beginning"/> on, cut wherever a rule of cover changes.</summary>
    public IReadOnlyList<Era> Eras { get; }

    /// <summary>In the order that decides between two with the same payer.</summary>
    public IReadOnlyList<Category> Categories { get; }

    public FrozenDictionary<string, Category> CategoryByCode { get; }

    /// <summary>KATO code (two digits) to name.</summary>
    public FrozenDictionary<string, string> Regions { get; }

    /// <summary>How many people live in each region, by KATO code.</summary>
    public FrozenDictionary<string, int> Population { get; }

    public FrozenDictionary<PaymentKind, PaymentKindPeriods> PaymentKinds { get; }

    /// <summary>КНП of the payments that concern OSMS, with their meaning.</summary>
    public FrozenDictionary<string, string> PaymentPurposes { get; }

    /// <summary>Every figure by its name in the data, for listing.</summary>
    public IReadOnlyDictionary<string, Dated<decimal>> Figures => _read.AllFigures;

    /// <exception cref="RuleDataException">A gap, an overlap, a missing citation or figure: what and where.</exception>
    public static RuleBook Parse(byte[] utf8)
    {
        try
        {
            return new RuleBook(utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble)
                ? utf8[Encoding.UTF8.Preamble.Length..]
                : utf8);
        }
        catch (OverflowException e)
        {
            throw new RuleDataException($"A figure of the rule data is too large to be reckoned with: {e.Message}");
        }
    }

    /// <summary>The regulation in force on a day; null before OSMS began.</summary>
    public RegulationVersion? RegulationOn(DateOnly day)
    {
        for (var i = Regulations.Count - 1; i >= 0; i--)
        {
            if (Regulations[i].From <= day)
            {
                return Regulations[i];
            }
        }

        return null;
    }

    /// <summary>First day of the first regulation that knows a basis.</summary>
    public DateOnly FirstDayOf(Basis basis) =>
        Regulations.FirstOrDefault(r => r.Knows(basis))?.From
        ?? throw new RuleDataException($"No regulation knows the basis {Code<Basis>.Of(basis)}.");

    /// <summary>
    /// What settles a month by payments of one kind, for a payment made on <paramref name="paidOn"/>
    /// (закон 405-V, ст. 28): 5 % of one minimum wage, of 1.4 for an entrepreneur, any sum for the others.
    /// </summary>
    public Tenge Requirement(PaymentKind kind, DateOnly paidOn) => kind switch
    {
        PaymentKind.Self => _selfRequirement.On(paidOn).Value,
        PaymentKind.Entrepreneur => _entrepreneurRequirement.On(paidOn).Value,
        _ => new Tenge(1),
    };

    // A share of so many minimum wages, by day.
    private Dated<Tenge> Product(Dated<decimal> rate, Dated<decimal> wages)
    {
        var days = rate.Values.Concat(wages.Values).Concat(MinimumWage.Values).Select(v => v.From);
        return new Dated<Tenge>(days.Where(d => d >= Beginning).Distinct().Order().Select(day =>
        {
            var wage = MinimumWage.On(day);
            var due = Tenge.Round(rate.On(day).Value * wages.On(day).Value * wage.Value);
            return new DatedValue<Tenge>(day, due, $"{rate.On(day).Cite}; {wage.Cite}", wage.Trust);
        }));
    }
}
