using System.Runtime.InteropServices;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>Months with the same payer as far as the register tells.</summary>
/// <param name="First">See <see cref="FigureMonth"/>.</param>
/// <param name="Until">Exclusive.</param>
/// <param name="Code">See <see cref="PayerCode"/>, or <see cref="RegisterPayers.Open"/>.</param>
internal readonly record struct RegisterSpan(short First, short Until, int Code);

/// <summary>
/// Who pays for every month of a person, but for the months that payments decide: on the earliest day of the month on
/// which a participant is covered, who covers them (<see cref="MonthPayer"/> says the same of one month).
/// </summary>
internal static class RegisterPayers
{
    /// <summary>A participant whom no budget covers: the contributors if the month is paid, otherwise nobody.</summary>
    internal const int Open = int.MinValue;

    /// <summary>From January 2020 on, without gaps.</summary>
    internal static List<RegisterSpan> Of(Register register)
    {
        var spans = new List<RegisterSpan>();
        var steps = register.Steps();

        // The first month that is not decided, and whether a day of it was seen on which the person takes part.
        var (month, participates) = ((short)0, false);
        for (var i = 0; i < steps.Count && month < FigureMonth.NoEnd; i++)
        {
            var last = i + 1 < steps.Count
                ? FigureMonth.Of(Month.Of(steps[i + 1].From.AddDays(-1)))
                : FigureMonth.NoEnd;
            if (last < month)
            {
                continue;
            }

            var first = FigureMonth.Of(Month.Of(steps[i].From));
            if (first > month)
            {
                Decide(first, participates ? Open : PayerCode.None);
            }

            if (steps[i] is { Participant: true, Covered: true })
            {
                Decide(After(last), CodeOf(steps[i]));
            }
            else if (steps[i].Participant)
            {
                Decide(last, Open);
                participates = true;
            }
            else
            {
                if (participates && last > month)
                {
                    Decide((short)(month + 1), Open);
                }

                Decide(last, PayerCode.None);
            }
        }

        return spans;

        void Decide(short until, int code)
        {
            if (until <= month)
            {
                return;
            }

            if (spans.Count > 0 && spans[^1].Code == code)
            {
                CollectionsMarshal.AsSpan(spans)[^1] = spans[^1] with { Until = until };
            }
            else
            {
                spans.Add(new RegisterSpan(month, until, code));
            }

            (month, participates) = (until, false);
        }
    }

    /// <summary>True: a month that payments decide, told without going through the register.</summary>
    internal static bool IsSurelyOpen(Iin iin, InsuredState state, Month month) =>
        state.Grants.Count == 0 && state.Care.Count == 0 && state.Departures.Count == 0
        && state.Residences.Count == 0 && iin.BirthDate <= month.LastDay;

    /// <summary>What holds in a month; before OSMS nobody pays.</summary>
    internal static int In(List<RegisterSpan> spans, short month)
    {
        foreach (var span in spans)
        {
            if (span.First <= month && month < span.Until)
            {
                return span.Code;
            }
        }

        return PayerCode.None;
    }

    private static short After(short month) => month == FigureMonth.NoEnd ? month : (short)(month + 1);

    private static int CodeOf(in Circumstances days)
    {
        var payer = days.Category is null ? Payer.Local : days.CategoryPayer;
        return PayerCode.Pack(
            payer, days.Category, payer == Payer.Local ? days.Region ?? MonthPayer.UnknownRegion : null);
    }
}
