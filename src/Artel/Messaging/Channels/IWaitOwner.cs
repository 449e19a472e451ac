namespace Artel.Messaging;

/// <summary>Whoever keeps the waits that hang on a cancellation token, to take them off it when they are of no use any more.</summary>
internal interface IWaitOwner
{
    void Track(IDisposable wait);

    void Untrack(IDisposable wait);
}
