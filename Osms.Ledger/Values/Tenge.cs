using System.Globalization;

namespace Osms.Ledger.Values;

/// <summary>An amount of money in whole tiyn (1 tenge = 100 tiyn); arithmetic is checked.</summary>
public readonly record struct Tenge(long Tiyn) : IComparable<Tenge>
{
    public static readonly Tenge Zero = new(0);

    public decimal Amount => Tiyn / 100m;

    /// <summary>An amount with at most two decimals; false when it has more or does not fit.</summary>
    public static bool TryFrom(decimal amount, out Tenge tenge)
    {
        tenge = default;
        if (Math.Abs(amount) > long.MaxValue / 100 || decimal.Round(amount, 2) != amount)
        {
            return false;
        }

        tenge = new Tenge((long)(amount * 100m));
        return true;
    }

    /// <exception cref="ArgumentException">More than two decimals, or out of range.</exception>
    public static Tenge From(decimal amount) =>
        TryFrom(amount, out var tenge) ? tenge : throw new ArgumentException($"{amount} is not an amount in tiyn.");

    /// <summary>Rounded to a tiyn, half up: the way every due and expected amount is rounded.</summary>
    public static Tenge Round(decimal amount) =>
        new((long)decimal.Round(amount * 100m, 0, MidpointRounding.AwayFromZero));

    public static Tenge operator +(Tenge left, Tenge right) => new(checked(left.Tiyn + right.Tiyn));

    public static Tenge operator -(Tenge left, Tenge right) => new(checked(left.Tiyn - right.Tiyn));

    public static Tenge operator *(Tenge amount, long times) => new(checked(amount.Tiyn * times));

    public static bool operator <(Tenge left, Tenge right) => left.Tiyn < right.Tiyn;

    public static bool operator >(Tenge left, Tenge right) => left.Tiyn > right.Tiyn;

    public static bool operator <=(Tenge left, Tenge right) => left.Tiyn <= right.Tiyn;

    public static bool operator >=(Tenge left, Tenge right) => left.Tiyn >= right.Tiyn;

    public int CompareTo(Tenge other) => Tiyn.CompareTo(other.Tiyn);

    public override string ToString() => Amount.ToString("0.##", CultureInfo.InvariantCulture);
}
