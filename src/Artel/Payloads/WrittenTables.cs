namespace Artel.Payloads;

/// <summary>
/// The tables of one payload while it is written, by the objects that they are of: so that an object that comes twice is one table.
/// A few are found by a look at each, more by a hash; neither allocates after the first payloads of a thread.
/// </summary>
internal sealed class WrittenTables
{
    private const int Few = 16;
    private const int Many = 4096;

    private readonly object?[] _objects = new object?[Few];
    private readonly int[] _numbers = new int[Few];
    private Dictionary<object, int>? _more;
    private int _known;

    /// <summary>How many tables have begun, those without an object too.</summary>
    public int Count { get; set; }

    /// <summary>The number of the table that an object is already; if it is none, it gets the number of the table that begins next.</summary>
    public bool TryFind(object value, out int number)
    {
        for (var i = 0; i < Math.Min(_known, Few); i++)
        {
            if (ReferenceEquals(_objects[i], value))
            {
                number = _numbers[i];
                return true;
            }
        }

        if (_known >= Few && (_more ??= new(ReferenceEqualityComparer.Instance)).TryGetValue(value, out number))
            return true;

        number = Count;
        if (_known < Few)
            (_objects[_known], _numbers[_known]) = (value, number);
        else
            _more!.Add(value, number);
        _known++;
        return false;
    }

    public void Clear()
    {
        Count = 0;
        Array.Clear(_objects, 0, Math.Min(_known, Few));
        _known = 0;
        if (_more?.Count > Many)
            _more = null;
        else
            _more?.Clear();
    }
}
