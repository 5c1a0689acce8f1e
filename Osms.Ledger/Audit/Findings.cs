namespace Osms.Ledger.Audit;

/// <summary>Counts every finding and keeps the first ones; may be told by several threads at once.</summary>
internal sealed class Findings(int listed)
{
    private readonly Lock _lock = new();
    private readonly List<Finding> _first = [];
    private readonly SortedDictionary<string, long> _byCode = new(StringComparer.Ordinal);

    internal void Add(Finding finding)
    {
        lock (_lock)
        {
            _byCode[finding.Code] = _byCode.GetValueOrDefault(finding.Code) + 1;
            if (_first.Count < listed)
            {
                _first.Add(finding);
            }
        }
    }

    internal (long Total, IReadOnlyDictionary<string, long> ByCode, IReadOnlyList<Finding> First) All()
    {
        lock (_lock)
        {
            return (_byCode.Values.Sum(), _byCode, [.. _first.OrderBy(f => f.Iin).ThenBy(f => f.Position?.Value)]);
        }
    }
}
