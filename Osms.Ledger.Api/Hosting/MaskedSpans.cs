using System.Diagnostics;
using OpenTelemetry;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Masks spans as the log is masked, before they are exported: a caller may have put an IIN into an address or a
/// header. What an event of a span says cannot be changed, so a span with an IIN there is left out.
/// </summary>
internal sealed class MaskedSpans : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        foreach (var (name, value) in data.TagObjects.ToList())
        {
            if (value is string text && ConsoleLog.Mask(text) is var masked && masked != text)
            {
                data.SetTag(name, masked);
            }
        }

        data.DisplayName = ConsoleLog.Mask(data.DisplayName);
        if (data.TraceStateString is { } state)
        {
            data.TraceStateString = ConsoleLog.Mask(state);
        }

        if (data.StatusDescription is { } description)
        {
            data.SetStatus(data.Status, ConsoleLog.Mask(description));
        }

        if (data.Events.SelectMany(e => e.Tags).Any(tag => tag.Value is string text && ConsoleLog.Mask(text) != text))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
