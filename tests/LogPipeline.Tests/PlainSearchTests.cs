namespace LogPipeline.Tests;

public sealed class PlainSearchTests
{
    [Theory]
    [InlineData("/search?q=Green+Tea", "green tea")]
    [InlineData("/search?page=2&q=salt%20%26%20pepper", "salt & pepper")]
    [InlineData("/blog?search=%20Fr%C3%BCchtetee+", "früchtetee")]
    [InlineData("/api?query=tea&q=pot", "pot")]
    [InlineData("/search?q=tea#q=x", "tea")]
    [InlineData("/search?q=20%", "20%")]
    [InlineData("/search?q=20%A", "20%a")]
    [InlineData("/search?q=a%+bc", "a\vc")]
    [InlineData("/search?q=%C3%9C", null)]
    [InlineData("/search?q=", null)]
    [InlineData("/search?faq=tea", null)]
    [InlineData("/search", null)]
    public void SearchTermIsFound(string path, string? expected)
    {
        Assert.True(PlainSearch.TryFind(path, out var term));
        Assert.Equal(expected, term);
    }

    [Theory]
    [InlineData("/search?q=%zz")]
    [InlineData("/search?q=50%off")]
    [InlineData("/search?q=%E0%A4%A")]
    [InlineData("/search?q=gr%FCn")]
    [InlineData("/search?q=a%-1b")]
    public void BrokenEncodingIsACrash(string path) => Assert.False(PlainSearch.TryFind(path, out _));
}
