using System.Text;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>
/// 64 bits that recognise a request seen before. A hit is always verified against the events themselves; what counts
/// is that equal content never differs, so it is taken over the stored JSON by a hash nobody can steer.
/// </summary>
public static class Fingerprint
{
    /// <summary>Of a payment's reference.</summary>
    public static ulong OfReference(string reference)
    {
        if (reference.Length > 64)
        {
            return Sha256.First64(Encoding.UTF8.GetBytes(reference));
        }

        Span<byte> utf8 = stackalloc byte[3 * 64];
        return Sha256.First64(utf8[..Encoding.UTF8.GetBytes(reference, utf8)]);
    }

    /// <summary>Of an event's whole content: its name, and its JSON.</summary>
    public static ulong Of(InsuredEvent happened) =>
        Sha256.First64(EventJson.Write(happened, EventCatalogue.NameOf(happened)));
}
