using System.Globalization;

namespace Artel.Payloads;

/// <summary>
/// What a process has sent that nobody has received yet, in bytes of the host's memory. Only its process charges it, in its turn, so that
/// what was affordable stays so; any thread gives back.
/// </summary>
/// <param name="limit">How many bytes may be charged.</param>
/// <param name="wayOut">How to raise the limit, for the error.</param>
internal sealed class PayloadAccount(long limit, string wayOut)
{
    /// <summary>What a message or an answer takes beside its payload, about: its objects on the heap.</summary>
    public const int Overhead = 160;

    private long _used;

    /// <summary>How many bytes are charged now. Any thread.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>The error of an operation that can't be afforded: RATE_LIMITED; null if it can.</summary>
    public ProcessException? Refuse(string operation, long bytes) => Used + bytes <= limit ? null : new ProcessException(
        ErrorKind.RateLimited,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{operation}: {bytes} bytes more than the {Used} that this process has sent and nobody has received yet are above its limit of {limit} bytes; send less until they are received, or {wayOut}"),
        retryable: true);

    public void Charge(long bytes) => Interlocked.Add(ref _used, bytes);

    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);
}
