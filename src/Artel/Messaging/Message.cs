using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Artel.Messaging;
using Artel.Payloads;

namespace Artel;

/// <summary>
/// A message as its receiver sees it: a topic, a sender, and no, one or several payload values. Owned by the receiving process;
/// forward the payload, not the message.
/// </summary>
public abstract class Message : Envelope
{
    private protected Message(string topic, Pid? from, byte home = SpareMessages.HomeOfNobody)
        : base(home)
    {
        Topic = topic;
        From = from;
    }

    /// <summary>The topic, as sent.</summary>
    public string Topic { get; private set; }

    /// <summary>The sender; null when the message came from outside of any process.</summary>
    public Pid? From { get; private set; }

    /// <summary>The payload: null for none, the value for one, an array of the values for several.</summary>
    public abstract object? Payload { get; }

    /// <summary>How many payload values there are.</summary>
    public abstract int Count { get; }

    /// <summary>Whether the sender waits for an answer; then <see cref="Reply{T}"/> gives it.</summary>
    public bool IsRequest => Request is not null;

    /// <summary>Whether it takes room in a bounded mailbox: it was counted when it was sent.</summary>
    internal bool TakesRoom
    {
        get => (Notes & MessageNotes.TakesRoom) != 0;
        set => Notes = value ? Notes | MessageNotes.TakesRoom : Notes & ~MessageNotes.TakesRoom;
    }

    /// <summary>Whether its sender's account is charged for it, until it is received or dropped.</summary>
    internal bool IsCharged
    {
        get => (Notes & MessageNotes.IsCharged) != 0;
        private protected set => Notes = value ? Notes | MessageNotes.IsCharged : Notes & ~MessageNotes.IsCharged;
    }

    /// <summary>Which use of <see cref="Request"/> this is.</summary>
    internal ushort RequestVersion;

    /// <summary>The waiting side of a request; null for a plain message.</summary>
    internal virtual ReplySlot? Request => null;

    /// <summary>Whether it is a request that somebody still waits for.</summary>
    internal bool IsWaitedFor => Request is { } request && !request.IsClosed(RequestVersion);

    /// <summary>The first payload value as a type.</summary>
    /// <typeparam name="T">The type; a value from another language is read by the type's codec.</typeparam>
    /// <exception cref="ProcessException">INVALID: there is no payload, or it is not, and can't be read as, a <typeparamref name="T"/>.</exception>
    public T GetPayload<T>() => Get<T>(0, "payload");

    /// <summary>The first payload value as a type; false when there is none or it is of another type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    public bool TryGetPayload<T>([MaybeNullWhen(false)] out T value) => TryGet(0, out value!, out _);

    /// <summary>A payload value as a type; what the generated dispatch calls.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="index">Which value, from 0.</param>
    /// <param name="name">What to call it in an error, the parameter's name for instance.</param>
    /// <exception cref="ProcessException">INVALID: there is no such value, or it is not, and can't be read as, a <typeparamref name="T"/>.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T Get<T>(int index, string name)
    {
        if (TryGet<T>(index, out var value, out var why))
            return value!;
        throw new ProcessException(ErrorKind.Invalid, $"message '{Topic}': {name}: {why}", retryable: false);
    }

    /// <summary>A payload value as a type, without an exception when it is not; what the generated dispatch calls.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="index">Which value, from 0.</param>
    /// <param name="name">What to call it in the error, the parameter's name for instance.</param>
    /// <param name="value">The value.</param>
    /// <param name="error">Why it is not: INVALID.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryGet<T>(int index, string name, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ProcessException? error)
    {
        error = null;

        // By far the most: a single value of the very type that is asked for. The call below is a slow one, being both virtual and generic.
        if (index == 0 && (GetType() == typeof(Message<T>) || GetType() == typeof(ValueRequest<T>)))
        {
            value = Unsafe.As<Message<T>>(this).Value!;
            return true;
        }

        if (TryGet(index, out value!, out var why))
            return true;
        error = new ProcessException(ErrorKind.Invalid, $"message '{Topic}': {name}: {why}", retryable: false);
        return false;
    }

    /// <summary>Answers a request. The first answer counts; an answer to a plain message, or a late one, is dropped.</summary>
    /// <typeparam name="T">The answer's type.</typeparam>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether somebody was still waiting for it.</returns>
    public bool Reply<T>(T answer) => Request switch
    {
        null => false,
        ReplySlot<T> exact => exact.TryAnswer(RequestVersion, answer),
        var request => request.TryComplete(RequestVersion, answer),
    };

    /// <summary>Answers a request with an error, which the asking side gets as an exception of the same kind.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Whether somebody was still waiting for it.</returns>
    public bool ReplyError(ProcessException error) => Request?.TryFail(RequestVersion, error) ?? false;

    /// <summary>Answers a request in the portable form, as <see cref="Reply{T}"/> does.</summary>
    internal bool Reply(PortableValues answer) => Request?.TryComplete(RequestVersion, answer) ?? false;

    /// <summary>It was received, dropped or not sent in the end: its sender pays for it no more.</summary>
    internal void ReleaseCharge()
    {
        if (!IsCharged)
            return;
        IsCharged = false;
        PayCharge(-1);
    }

    /// <summary>It waits again: its sender pays for it again.</summary>
    internal void ChargeAgain()
    {
        if (IsCharged)
            return;
        PayCharge(+1);
    }

    /// <summary>
    /// It was consumed: the thread that handled it may send it again as another one, if it has made it. To be called once, when no mailbox
    /// knows it any more.
    /// </summary>
    internal virtual void Recycle() { }

    /// <summary>It is another message from now on.</summary>
    private protected void Renew(string topic, Pid? from)
    {
        Topic = topic;
        From = from;
    }

    /// <summary>It is no message until it is renewed.</summary>
    private protected void Forget()
    {
        Topic = null!;
        From = null;
        Notes = MessageNotes.None;
    }

    /// <summary>Charges the sender's account, or gives back what was charged; nothing where nobody pays.</summary>
    private protected virtual void PayCharge(int sign) { }

    /// <summary>Reads one payload value; <paramref name="why"/> says why not.</summary>
    internal abstract bool TryGet<T>(int index, out T? value, [NotNullWhen(false)] out string? why);

    /// <summary>The same message in the portable form, for a process that does not share the C# heap.</summary>
    /// <exception cref="ProcessException">INVALID: a value has no codec; the text names the path inside the payload.</exception>
    internal virtual Message ToPortable() =>
        new PortableMessage(Topic, From, PortableValues.Write(Count, this, static (writer, message) => message.WriteTo(writer)));

    /// <summary>Writes all payload values, one after the other, in the portable form.</summary>
    /// <exception cref="ProcessException">INVALID: a value has no codec; the text names the path inside the payload.</exception>
    internal abstract void WriteTo(PayloadWriter writer);
}
