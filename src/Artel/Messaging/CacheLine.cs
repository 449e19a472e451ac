using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Artel.Messaging;

/// <summary>
/// Room at the end of an object: what the next object on the heap has, which may be another thread's, is not on a cache line with the fields
/// before. The runtime's layout puts structs behind all other fields.
/// </summary>
[InlineArray(Words)]
internal struct CacheLine
{
    /// <summary>Two lines: processors fetch them in pairs.</summary>
    private const int Words = 16;

    private long _first;
}

/// <summary>A number on a cache line of its own, since other threads write to it than to its neighbours.</summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * Line)]
internal struct LoneNumber
{
    private const int Line = 64;

    [FieldOffset(Line)]
    public long Value;
}
